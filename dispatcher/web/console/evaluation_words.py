"""What the pages of evaluation and measures say, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

EVALUATION: Final[dict[str, tuple[str, str, str]]] = {
    "evaluation": ("Evaluering", "Evaluering", "Evaluation"),
    "evaluation-title": (
        "Evaluering av hendelse {number}",
        "Evaluering av hending {number}",
        "Evaluation of incident {number}",
    ),
    "evaluation-report": ("Les rapporten", "Les rapporten", "Read the report"),
    "evaluation-version": ("Versjon {version}, {state}", "Versjon {version}, {state}", "Version {version}, {state}"),
    "evaluation-begun-not": ("Ingen har begynt ennå.", "Ingen har byrja enno.", "Nobody has begun yet."),
    "evaluation-draft": ("utkast", "utkast", "draft"),
    "evaluation-hearing": ("på høring", "på høyring", "in hearing"),
    "evaluation-final": ("endelig", "endeleg", "final"),
    "steps": ("Hvor langt vi er", "Kor langt vi er", "How far we are"),
    "step-done": ("Gjort", "Gjort", "Done"),
    "step-next": ("Neste steg", "Neste steg", "Next step"),
    "step-missing": ("Mangler", "Manglar", "Missing"),
    "step-closed": ("Hendelsen er avsluttet", "Hendinga er avslutta", "The incident is closed"),
    "step-impressions": ("Førsteinntrykk", "Førsteinntrykk", "First impressions"),
    "step-goals": ("Øvingsmål", "Øvingsmål", "Exercise goals"),
    "step-assessment": ("Vurdering", "Vurdering", "Assessment"),
    "step-hearing": ("Høring av dem som var med", "Høyring av dei som var med", "Hearing of those involved"),
    "step-final": ("Godkjent og endelig", "Godkjend og endeleg", "Approved and final"),
    "impressions-due": (
        "Skal skrives innen {at} ({left}).",
        "Skal skrivast innan {at} ({left}).",
        "To be written by {at} ({left}).",
    ),
    "impressions-late": (
        "Skulle vært skrevet innen {at} ({left}).",
        "Skulle vore skrive innan {at} ({left}).",
        "Should have been written by {at} ({left}).",
    ),
    "impressions-more": (
        "Skriv mens du husker, senest tre dager etter at hendelsen er avsluttet. Alle som var med, kan skrive.",
        "Skriv medan du hugsar, seinast tre dagar etter at hendinga er avslutta. Alle som var med, kan skrive.",
        "Write while you remember, at most three days after the incident is closed. Everyone who took part may write.",
    ),
    "impressions-own": (
        "Du har skrevet ditt. Skriver du igjen, erstatter det ditt forrige.",
        "Du har skrive ditt. Skriv du igjen, erstattar det ditt førre.",
        "You have written yours. Writing again replaces it.",
    ),
    "impression-good": ("Bra", "Bra", "Good"),
    "impression-bad": ("Dårlig", "Dårleg", "Bad"),
    "impression-now": ("Gjør nå", "Gjer no", "Do now"),
    "impression-save": ("Lagre førsteinntrykket", "Lagre førsteinntrykket", "Save the impression"),
    "impressions-none": ("Ingen førsteinntrykk er skrevet.", "Ingen førsteinntrykk er skrivne.", "None written yet."),
    "goals-more": (
        "Hva skulle øvelsen vise? Sett mål før øvelsen, eller skriv dem opp etterpå.",
        "Kva skulle øvinga vise? Set mål før øvinga, eller skriv dei opp etterpå.",
        "What should the exercise show? Set goals before it, or write them down afterwards.",
    ),
    "goal": ("Mål", "Mål", "Goal"),
    "goal-add": ("Legg til mål", "Legg til mål", "Add the goal"),
    "goal-new": ("Nytt mål", "Nytt mål", "New goal"),
    "goal-before": ("Satt før øvelsen.", "Sett før øvinga.", "Set before the exercise."),
    "goal-after": ("Satt etter at øvelsen var i gang.", "Sett etter at øvinga var i gang.", "Set once it had begun."),
    "goal-judge": ("Hvordan gikk det?", "Korleis gjekk det?", "How did it go?"),
    "goal-save": ("Lagre", "Lagre", "Save"),
    "goal-why": (
        "Hvorfor? Kan stå tomt når målet er nådd",
        "Kvifor? Kan stå tomt når målet er nådd",
        "Why? May be left empty when it is reached",
    ),
    "goal-open": ("Ikke vurdert", "Ikkje vurdert", "Not judged"),
    "goal-reached": ("Nådd", "Nådd", "Reached"),
    "goal-partly": ("Delvis nådd", "Delvis nådd", "Partly reached"),
    "goal-not": ("Ikke nådd", "Ikkje nådd", "Not reached"),
    "goals-planned": (
        "{count} mål er satt på forhånd.",
        "{count} mål er sette på førehand.",
        "{count} goals were set beforehand.",
    ),
    "goals-take": ("Ta dem inn her", "Ta dei inn her", "Use them here"),
    "goals-none": ("Ingen mål er satt.", "Ingen mål er sette.", "No goals are set."),
    "goals-ahead": ("Øvingsmål satt på forhånd", "Øvingsmål sette på førehand", "Exercise goals set beforehand"),
    "goals-ahead-more": (
        "De tas inn i evalueringen når øvelsen er åpnet.",
        "Dei blir tekne inn i evalueringa når øvinga er opna.",
        "They are used in the evaluation once the exercise is opened.",
    ),
    "assessment-more": (
        "Dette er vurderinger, skrevet av et menneske. Faktaene står i rapporten og kan ikke endres her.",
        "Dette er vurderingar, skrivne av eit menneske. Faktaa står i rapporten og kan ikkje endrast her.",
        "These are judgements, written by a person. The facts are in the report and cannot be changed here.",
    ),
    "assess-good": ("Hva har fungert bra?", "Kva har fungert bra?", "What has worked well?"),
    "assess-bad": ("Hva har fungert dårlig?", "Kva har fungert dårleg?", "What has worked badly?"),
    "assess-effect": ("Har innsatsen ført frem?", "Har innsatsen ført fram?", "Has the effort succeeded?"),
    "assess-changes": (
        "Hva må endres i ROS-analysen og planene?",
        "Kva må endrast i ROS-analysen og planane?",
        "What must change in the risk analysis and the plans?",
    ),
    "assess-save": ("Lagre vurderingen", "Lagre vurderinga", "Save the assessment"),
    "assess-none": ("Ikke svart på.", "Ikkje svart på.", "Not answered."),
    "assess-by": ("Sist skrevet av {name}, {at}.", "Sist skrive av {name}, {at}.", "Last written by {name}, {at}."),
    "outside": ("Hva andre sier", "Kva andre seier", "What others say"),
    "outside-more": (
        (
            "Tall fra sosiale medier, svar fra samarbeidspartnere, artikler og leserinnlegg. Filene lagres ikke her: "
            "skriv hvor de ligger."
        ),
        (
            "Tal frå sosiale medium, svar frå samarbeidspartnarar, artiklar og lesarinnlegg. "
            "Filene blir ikkje lagra her: skriv kvar dei ligg."
        ),
        (
            "Figures from social media, answers from partners, articles and letters. Files are not kept here: "
            "say where they are."
        ),
    ),
    "outside-add": ("Legg til", "Legg til", "Add"),
    "outside-new": ("Legg til tall eller utklipp", "Legg til tal eller utklipp", "Add a figure or a cutting"),
    "outside-title": ("Tittel", "Tittel", "Title"),
    "outside-source": ("Kilde", "Kjelde", "Source"),
    "outside-date": ("Dato (kan stå tomt)", "Dato (kan stå tomt)", "Date (optional)"),
    "outside-text": ("Tall eller sitat", "Tal eller sitat", "Figure or quotation"),
    "outside-link": ("Lenke (kan stå tomt)", "Lenke (kan stå tomt)", "Link (optional)"),
    "outside-none": ("Ingenting er lagt inn.", "Ingenting er lagt inn.", "Nothing yet."),
    "take-out": ("Ta bort", "Ta bort", "Take out"),
    "citizens": ("Tilbakemeldinger fra innbyggerne", "Tilbakemeldingar frå innbyggjarane", "Feedback from citizens"),
    "citizens-none": (
        "Ingen har svart. Skjemaet står på krisesiden i 30 dager etter siste varsel.",
        "Ingen har svart. Skjemaet står på krisesida i 30 dagar etter siste varsel.",
        "Nobody has answered. The form is on the crisis page for 30 days after the last alert.",
    ),
    "citizens-count": ("{count} har svart.", "{count} har svart.", "{count} have answered."),
    "citizens-got": ("Fikk varselet", "Fekk varselet", "Got the alert"),
    "citizens-clear": ("Var det klart?", "Var det klart?", "Was it clear?"),
    "citizens-said": (
        "ja {yes}, delvis {partly}, nei {no}",
        "ja {yes}, delvis {partly}, nei {no}",
        "yes {yes}, partly {partly}, no {no}",
    ),
    "citizens-had": (
        "ja {yes}, nei {no}, vet ikke {unknown}",
        "ja {yes}, nei {no}, veit ikkje {unknown}",
        "yes {yes}, no {no}, do not know {unknown}",
    ),
    "citizens-texts": ("Les tekstene ({count})", "Les tekstane ({count})", "Read the texts ({count})"),
    "citizens-more": (
        "Tekstene er uleste av oss og publiseres aldri. Har en tekst personopplysninger, slett den.",
        "Tekstane er ulesne av oss og blir aldri publiserte. Har ein tekst personopplysningar, slett han.",
        "The texts are unread by us and never published. If a text holds personal data, erase it.",
    ),
    "citizens-erase": ("Slett teksten", "Slett teksten", "Erase the text"),
    "hearing-more": (
        (
            "Send utkastet til dem som var med. De skriver kommentarer her til fristen. Så godkjennes den av en annen "
            "enn den som skrev vurderingen."
        ),
        (
            "Send utkastet til dei som var med. Dei skriv kommentarar her til fristen. Så blir ho godkjend av "
            "ein annan enn den som skreiv vurderinga."
        ),
        (
            "Send the draft to those involved. They comment here until the day given. Then somebody other than the "
            "author approves it."
        ),
    ),
    "hearing-until": ("Siste dag for kommentarer", "Siste dag for kommentarar", "Last day for comments"),
    "hearing-send": ("Send på høring", "Send på høyring", "Send to hearing"),
    "hearing-move": ("Flytt fristen", "Flytt fristen", "Move the day"),
    "hearing-open": (
        "På høring til og med {day}. Fortell dem som var med, at siden er her.",
        "På høyring til og med {day}. Fortel dei som var med, at sida er her.",
        "In hearing until {day}. Tell those involved that this page is here.",
    ),
    "hearing-was": (
        "Høringen ble åpnet av {name}, {at}. Siste dag for kommentarer: {day}.",
        "Høyringa vart opna av {name}, {at}. Siste dag for kommentarar: {day}.",
        "The hearing was opened by {name}, {at}. Last day for comments: {day}.",
    ),
    "early-why": (
        "Høringen er ikke over. Hvorfor godkjenner du nå? Grunnen står i rapporten",
        "Høyringa er ikkje over. Kvifor godkjenner du no? Grunnen står i rapporten",
        "The hearing is not over. Why do you approve now? The reason stands in the report",
    ),
    "early-was": (
        "Godkjent før høringen var over. Grunnen: {why}",
        "Godkjend før høyringa var over. Grunnen: {why}",
        "Approved before the hearing was over. The reason: {why}",
    ),
    "hearing-not-yet": (
        "Den kan sendes på høring når vurderingen er skrevet.",
        "Ho kan sendast på høyring når vurderinga er skriven.",
        "It can be sent to hearing once the assessment is written.",
    ),
    "comment": ("Din kommentar", "Din kommentar", "Your comment"),
    "comment-send": ("Send kommentaren", "Send kommentaren", "Send the comment"),
    "comments-none": ("Ingen kommentarer.", "Ingen kommentarar.", "No comments."),
    "approve-evaluation": ("Godkjenn evalueringen", "Godkjenn evalueringa", "Approve the evaluation"),
    "approve-evaluation-more": (
        "Da er denne versjonen endelig, og ingen kan endre den.",
        "Då er denne versjonen endeleg, og ingen kan endre han.",
        "This version is then final, and nobody can change it.",
    ),
    "approved-evaluation": (
        "Godkjent av {name}, {at}. Fingeravtrykk {print}.",
        "Godkjend av {name}, {at}. Fingeravtrykk {print}.",
        "Approved by {name}, {at}. Fingerprint {print}.",
    ),
    "broken-evaluation": (
        "Noe i denne versjonen er endret etter at den ble godkjent. Fingeravtrykket stemmer ikke.",
        "Noko i denne versjonen er endra etter at han vart godkjend. Fingeravtrykket stemmer ikkje.",
        "Something in this version was changed after it was approved. The fingerprint does not fit.",
    ),
    "again-evaluation": ("Lag en ny versjon", "Lag ein ny versjon", "Make a new version"),
    "again-why": ("Hvorfor må den endres?", "Kvifor må ho endrast?", "Why must it change?"),
    "earlier-versions": ("Tidligere versjoner", "Tidlegare versjonar", "Earlier versions"),
    "earlier-version": (
        "Versjon {version}, godkjent av {name}, {at}. Fingeravtrykk {print}.",
        "Versjon {version}, godkjend av {name}, {at}. Fingeravtrykk {print}.",
        "Version {version}, approved by {name}, {at}. Fingerprint {print}.",
    ),
    "written-by": ("{name}, {at}", "{name}, {at}", "{name}, {at}"),
    "words-erased": ("(slettet)", "(sletta)", "(erased)"),
}
MEASURE: Final[dict[str, tuple[str, str, str]]] = {
    "measures": ("Tiltak", "Tiltak", "Measures"),
    "measures-more": (
        "Det som skal gjøres for at det går bedre neste gang. Åpne tiltak står på Start til de er lukket.",
        "Det som skal gjerast for at det går betre neste gong. Opne tiltak står på Start til dei er lukka.",
        "What is to be done so that it goes better next time. Open ones stand on Start until they are closed.",
    ),
    "measures-none": ("Ingen åpne tiltak.", "Ingen opne tiltak.", "No open measures."),
    "measures-all": ("Se alle tiltak", "Sjå alle tiltak", "See all measures"),
    "measures-closed": ("Lukkede tiltak ({count})", "Lukka tiltak ({count})", "Closed measures ({count})"),
    "measure-new": ("Nytt tiltak", "Nytt tiltak", "New measure"),
    "measure-what": ("Hva skal gjøres?", "Kva skal gjerast?", "What is to be done?"),
    "measure-why": ("Hvorfor?", "Kvifor?", "Why?"),
    "measure-owner": (
        "Hvem har ansvaret? Rolle eller enhet",
        "Kven har ansvaret? Rolle eller eining",
        "Who is responsible? Role or unit",
    ),
    "measure-due": ("Frist", "Frist", "Due"),
    "measure-kind": ("Hva slags tiltak?", "Kva slags tiltak?", "What kind?"),
    "measure-incident": (
        "Hendelse (nummer, kan stå tomt)",
        "Hending (nummer, kan stå tomt)",
        "Incident (number, optional)",
    ),
    "measure-save": ("Før opp tiltaket", "Før opp tiltaket", "Add the measure"),
    "measure-change": ("Endre", "Endre", "Change"),
    "measure-changed": ("Lagre endringen", "Lagre endringa", "Save the change"),
    "measure-close": ("Lukk", "Lukk", "Close"),
    "measure-reference": ("Saksnummer eller lenke", "Saksnummer eller lenke", "Case number or link"),
    "measure-begun": ("Arbeidet er i gang", "Arbeidet er i gang", "Work has begun"),
    "measure-open": ("Ikke begynt", "Ikkje byrja", "Not begun"),
    "measure-is-begun": ("I arbeid", "I arbeid", "Under way"),
    "measure-is-closed": ("Lukket", "Lukka", "Closed"),
    "measure-by": ("Ansvarlig: {owner}.", "Ansvarleg: {owner}.", "Responsible: {owner}."),
    "measure-to": ("Frist {day}.", "Frist {day}.", "Due {day}."),
    "measure-late": ("Fristen {day} er ute.", "Fristen {day} er ute.", "It was due {day}."),
    "measure-closed-by": (
        "Lukket av {name}, {at}: {reference}",
        "Lukka av {name}, {at}: {reference}",
        "Closed by {name}, {at}: {reference}",
    ),
    "kind-risk-analysis": ("ROS-analyse", "ROS-analyse", "Risk analysis"),
    "kind-plan": ("Plan", "Plan", "Plan"),
    "kind-training": ("Opplæring og øvelse", "Opplæring og øving", "Training"),
    "kind-technical": ("Teknisk", "Teknisk", "Technical"),
    "kind-contract": ("Avtale", "Avtale", "Contract"),
    "after": ("Etterpå", "Etterpå", "Afterwards"),
    "after-not-begun": (
        "Evalueringen av hendelse {number} er ikke begynt. Den ble avsluttet {at}.",
        "Evalueringa av hending {number} er ikkje byrja. Ho vart avslutta {at}.",
        "The evaluation of incident {number} has not begun. It was closed {at}.",
    ),
    "after-open": ("{count} åpne tiltak", "{count} opne tiltak", "{count} open measures"),
    "after-open-one": ("1 åpent tiltak", "1 ope tiltak", "1 open measure"),
    "after-late": ("{count} er over fristen", "{count} er over fristen", "{count} are overdue"),
    "after-closed": ("Avsluttet siste 30 dager", "Avslutta siste 30 dagar", "Closed in the last 30 days"),
}
