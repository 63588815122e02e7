"""What is said of a proposal, on the approver's page and on the submitter's, in bokmål, nynorsk and English."""

from __future__ import annotations

from typing import Final

PROPOSAL: Final[dict[str, tuple[str, str, str]]] = {
    "propose": ("Foreslå endring", "Føreslå endring", "Propose a change"),
    "propose-more": (
        "Skriv teksten du heller vil ha. {name} tar den inn med ett trykk, og så blir du spurt på nytt.",
        "Skriv teksten du heller vil ha. {name} tek han inn med eitt trykk, og så blir du spurd på nytt.",
        "Write the text you would rather have. {name} takes it in with one tap, and then you are asked again.",
    ),
    "propose-fields": ("Opplysninger", "Opplysningar", "Facts"),
    "propose-fields-more": (
        "En ny opplysning endrer alle tekstene den står i.",
        "Ei ny opplysning endrar alle tekstane ho står i.",
        "A new fact changes every text it stands in.",
    ),
    "propose-texts": ("Teksten", "Teksten", "The text"),
    "propose-texts-more": (
        "Bare teksten du skriver om, blir endret. De andre språkene blir stående.",
        "Berre teksten du skriv om, blir endra. Dei andre språka blir ståande.",
        "Only the text you rewrite is changed. The other languages stay as they are.",
    ),
    "propose-rest": ("Flere tekster ({count})", "Fleire tekstar ({count})", "More texts ({count})"),
    "propose-why": ("Hvorfor? (kan stå tomt)", "Kvifor? (kan stå tomt)", "Why? (may be left empty)"),
    "propose-send": ("Send forslaget", "Send framlegget", "Send the proposal"),
    "propose-changed": (
        "Varselet er endret siden du åpnet det, så forslaget er ikke sendt. Les den nye teksten først.",
        "Varselet er endra sidan du opna det, så framlegget er ikkje sendt. Les den nye teksten først.",
        "The alert was changed after you opened it, so the proposal is not sent. Read the new text first.",
    ),
    "propose-read": ("Les den nye teksten", "Les den nye teksten", "Read the new text"),
    "done-proposed-me": ("Du har foreslått en endring", "Du har føreslått ei endring", "You have proposed a change"),
    "done-proposed": (
        "Allerede avgjort av {name}: returnert med forslag til endring",
        "Alt avgjort av {name}: returnert med framlegg til endring",
        "Already decided by {name}: returned with a proposed change",
    ),
    "proposed-next": (
        "Forslaget er sendt til {name}. Du blir spurt på nytt når det er tatt inn.",
        "Framlegget er sendt til {name}. Du blir spurd på nytt når det er teke inn.",
        "The proposal is with {name}. You are asked again when it has been taken in.",
    ),
    "proposal-title": (
        "{name} foreslår en endring",
        "{name} føreslår ei endring",
        "{name} proposes a change",
    ),
    "proposal-change": ("Endringen", "Endringa", "The change"),
    "proposal-was": ("Var: {was}", "Var: {was}", "Was: {was}"),
    "proposal-empty": ("tomt", "tomt", "empty"),
    "take-in": (
        "Ta inn forslaget og send på nytt",
        "Ta inn framlegget og send på nytt",
        "Take it in and submit again",
    ),
    "take-in-more": (
        "Du endrer varselet slik og sender det inn. {name} og de andre som kan godkjenne, blir spurt på nytt.",
        "Du endrar varselet slik og sender det inn. {name} og dei andre som kan godkjenne, blir spurde på nytt.",
        "You change the alert so and submit it. {name} and the others who may approve are asked again.",
    ),
    "submit-without": (
        "Eller send inn uten forslaget",
        "Eller send inn utan framlegget",
        "Or submit without the proposal",
    ),
    "proposal-taken": (
        "Forslaget ditt er tatt inn. Dette er den nye teksten.",
        "Framlegget ditt er teke inn. Dette er den nye teksten.",
        "Your proposal is taken in. This is the new text.",
    ),
    "proposal-taken-of": (
        "Et forslag fra {name} er tatt inn. Dette er den nye teksten.",
        "Eit framlegg frå {name} er teke inn. Dette er den nye teksten.",
        "A proposal by {name} is taken in. This is the new text.",
    ),
}
