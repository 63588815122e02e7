"""What tasks and log say, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

INCIDENT: Final[dict[str, tuple[str, str, str]]] = {
    "tasks-none": ("Hendelsen har ingen oppgaver.", "Hendinga har ingen oppgåver.", "The incident has no tasks."),
    "task-waiting": ("Ikke delt ut", "Ikkje delt ut", "Not handed out"),
    "task-sending": ("Delt ut", "Delt ut", "Handed out"),
    "task-accepted": ("Gjort", "Gjord", "Done"),
    "task-failed": ("Kan ikke", "Kan ikkje", "Cannot be done"),
    "task-unsure": ("Fristen er ute", "Fristen er ute", "Overdue"),
    "task-skipped": ("Utelatt", "Utelaten", "Left out"),
    "task-due": ("Frist {at} ({left}).", "Frist {at} ({left}).", "Due {at} ({left})."),
    "task-answered": ("Svart {at}.", "Svart {at}.", "Answered {at}."),
    "task-text": ("Teksten å gi videre", "Teksten å gje vidare", "The text to pass on"),
    "task-cards": (
        "Bildekort til Instagram og Facebook",
        "Biletkort til Instagram og Facebook",
        "Picture cards for Instagram and Facebook",
    ),
    "task-card-save": ("Last ned bildet", "Last ned biletet", "Save the picture"),
    "task-card-alt": (
        "Alternativ tekst, til dem som ikke ser bildet",
        "Alternativ tekst, til dei som ikkje ser biletet",
        "Alt text, for those who cannot see the picture",
    ),
    "task-poster": ("Skriv ut plakaten", "Skriv ut plakaten", "Print the poster"),
    "task-done": ("Gjort", "Gjort", "Done"),
    "task-cannot": ("Kan ikke", "Kan ikkje", "Cannot"),
    "task-cannot-why": ("Hvorfor kan den ikke gjøres?", "Kvifor kan ho ikkje gjerast?", "Why can it not be done?"),
    "task-when": ("Når? Tomt er nå", "Når? Tomt er no", "When? Empty is now"),
    "log-title": ("Logg, hendelse {number}", "Logg, hending {number}", "Log, incident {number}"),
    "log-write": ("Skriv en linje", "Skriv ei linje", "Write a line"),
    "log-text": ("Hva har skjedd?", "Kva har hendt?", "What has happened?"),
    "log-when": ("Når skjedde det? Tomt er nå", "Når hende det? Tomt er no", "When? Empty is now"),
    "log-kind": ("Ferdig linje", "Ferdig linje", "Prepared line"),
    "log-own": ("Ingen: bare egne ord", "Inga: berre eigne ord", "None: own words only"),
    "log-save": ("Skriv i loggen", "Skriv i loggen", "Write in the log"),
    "log-empty": ("Ingen linjer ennå.", "Ingen linjer enno.", "No lines yet."),
    "log-by": ("{name}, skrevet {at}", "{name}, skrive {at}", "{name}, written {at}"),
    "log-erased": ("(slettet)", "(sletta)", "(erased)"),
    "log-corrected": ("Rettet av linje {line}.", "Retta av linje {line}.", "Corrected by line {line}."),
    "log-corrects": ("Retter linje {line}.", "Rettar linje {line}.", "Corrects line {line}."),
    "log-answers": ("Svar på linje {line}.", "Svar på linje {line}.", "Answers line {line}."),
    "log-about": ("Retter linje (nummer)", "Rettar linje (nummer)", "Corrects line (number)"),
    "log-table": ("Loggen som regneark (CSV)", "Loggen som rekneark (CSV)", "The log as a spreadsheet (CSV)"),
    "log-table-more": (
        "Kan leses inn i CIM, RAYVN og andre loggsystemer.",
        "Kan lesast inn i CIM, RAYVN og andre loggsystem.",
        "Can be read into CIM, RAYVN and other log systems.",
    ),
    "log-check": ("Kontroller loggen", "Kontroller loggen", "Check the log"),
    "log-check-more": (
        "Regner hele kjeden og alle forseglinger ut på nytt, og viser om noe er endret etterpå.",
        "Reknar heile kjeda og alle forseglingar ut på nytt, og viser om noko er endra etterpå.",
        "Recomputes the whole chain and every seal, and shows whether anything was changed afterwards.",
    ),
    "log-whole": (
        "Loggen er hel: {lines} linjer og {seals} forseglinger stemmer. Siste linje begynner med {head}.",
        "Loggen er heil: {lines} linjer og {seals} forseglingar stemmer. Siste linje byrjar med {head}.",
        "The log is whole: {lines} lines and {seals} seals fit. The last line begins with {head}.",
    ),
    "log-broken": (
        "Loggen er ikke hel. Første linje som ikke stemmer, er nummer {line}.",
        "Loggen er ikkje heil. Første linje som ikkje stemmer, er nummer {line}.",
        "The log is not whole. The first line that does not fit is number {line}.",
    ),
    "seal-broken": (
        "Radene i bølgen «{wave}» i varsel {alert} er endret etter at de ble forseglet.",
        "Radene i bølgja «{wave}» i varsel {alert} er endra etter at dei vart forsegla.",
        "The rows of wave “{wave}” in alert {alert} were changed after they were sealed.",
    ),
    "never-changed": (
        "En linje endres aldri. Skriv en ny som retter den.",
        "Ei linje blir aldri endra. Skriv ei ny som rettar ho.",
        "A line is never changed. Write a new one that corrects it.",
    ),
}
