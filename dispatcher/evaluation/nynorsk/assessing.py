"""Nynorsk of what people did with the evaluation itself, and of the anchor at the foot of the report."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "et førsteinntrykk": "eit førsteinntrykk",
    "en kommentar til evalueringen": "ein kommentar til evalueringa",
    "noe fra andre kilder i evalueringen": "noko frå andre kjelder i evalueringa",
    "et øvingsmål": "eit øvingsmål",
    "Skrev {what}": "Skreiv {what}",
    "Tok bort {what}": "Tok bort {what}",
    "Begynte utgave {version} av evalueringen, i stedet for {print}": (
        "Byrja utgåve {version} av evalueringa, i staden for {print}"
    ),
    "Godkjente utgave {version} av evalueringen. Fingeravtrykk {print}": (
        "Godkjende utgåve {version} av evalueringa. Fingeravtrykk {print}"
    ),
    ". Høringen var ikke over": ". Høyringa var ikkje over",
    "Førte opp et tiltak ({kind}) med frist {day}": "Førte opp eit tiltak ({kind}) med frist {day}",
    "Skrev i vurderingen": "Skreiv i vurderinga",
    "Tok inn {goals} som var satt på forhånd": "Tok inn {goals} som var sette på førehand",
    "øvingsmål": "øvingsmål",
    "Sendte evalueringen på høring til {day}": "Sende evalueringa på høyring til {day}",
    "Endret tiltak {measure}": "Endra tiltak {measure}",
    "Lukket tiltak {measure}": "Lukka tiltak {measure}",
    "Slettet teksten i tilbakemelding {feedback}": "Sletta teksten i tilbakemelding {feedback}",
    "nådd": "nådd",
    "ROS-analyse": "ROS-analyse",
    "plan": "plan",
    "opplæring og øvelse": "opplæring og øving",
    "teknisk": "teknisk",
    "avtale": "avtale",
    "delvis nådd": "delvis nådd",
    "ikke nådd": "ikkje nådd",
    "Anker for hendelsen:": "Anker for hendinga:",
    (
        ". Det står for alle linjene hendelsen har i loggen. Ta vare på det på papir: «dispatcher verify-log PAKKE "
        "--anchor ANKER» viser om noe i arkivpakken er endret, fjernet eller lagt til siden."
    ): (
        ". Det står for alle linjene hendinga har i loggen. Ta vare på det på papir: «dispatcher verify-log PAKKE "
        "--anchor ANKER» viser om noko i arkivpakka er endra, fjerna eller lagt til sidan."
    ),
}
