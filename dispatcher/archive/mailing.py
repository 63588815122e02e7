"""A package to postmottak: what the mail says, and what is said of how it went. Postmottak is the plan's, today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.channels.package_mail import Attached, PackageMail
from dispatcher.domain.errors import Conflict
from dispatcher.domain.outcome import Accepted, Unsure
from dispatcher.domain.states import Mode
from dispatcher.evaluation.words import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatcher.archive.making import Package
    from dispatcher.domain.outcome import Outcome
    from dispatcher.domain.plan import Plan

BODY = """{title}

Vedlagt er arkivpakken for hendelse {number} i {municipality}. Den skal arkiveres (arkivmelding.xml følger
Fiks Arkiv). LESMEG.txt i pakken forteller hva den inneholder, og hvordan dere kontrollerer den.

Anker: {anchor}
SHA-256 av pakken: {sha256}

Når den er arkivert: bekreft det i Dispatcher med saks- eller dokumentnummeret. Før det slettes ingenting.
"""
NO_ADDRESS = "Planen sier ikke hvor postmottak er. Skriv archive: postmottak i plan.yaml, eller last pakken ned."
NO_LANE = {
    Mode.REAL: "Noden har ingen e-postserver for det som er ekte. Last pakken ned, og lever den på annet vis.",
    Mode.TEST: "En varslingsprøve går bare til dem som er med på den. Last pakken ned, og lever den på annet vis.",
    Mode.EXERCISE: "Noden har ingen fangst å sende øvelser til. Last pakken ned.",
}


def lane_for(mode: Mode, lanes: Mapping[Mode, PackageMail]) -> PackageMail:
    """The lane that takes packages of this mode. Raises Conflict in words where there is none."""
    if mode not in lanes:
        raise Conflict("mode", NO_LANE[mode])
    return lanes[mode]


def address(plan: Plan) -> str:
    """Where packages go. Raises Conflict where the plan does not say."""
    if plan.archive.postmottak is None:
        raise Conflict("postmottak", NO_ADDRESS)
    return plan.archive.postmottak


def mail_of(package: Package, to: str, content: bytes) -> Attached:
    """The mail, marked first and last where it is not real."""
    facts = {"title": package.title, "number": package.number, "municipality": package.municipality}
    text = BODY.format(**facts, anchor=package.anchor, sha256=package.sha256)
    mark = MARKS.get(package.mode, "")
    subject = f"Arkivpakke, hendelse {package.number}, {package.municipality}"
    return Attached(
        mode=Mode(package.mode),
        to=to,
        subject=f"{mark} – {subject} – {mark}" if mark else subject,
        text=f"{mark}\n\n{text}\n{mark}\n" if mark else text,
        name=package.name,
        content=content,
        reference=f"arkivpakke.{package.number}.{package.sha256[:24]}",
    )


def why_not(outcome: Outcome) -> str:
    """One word for the journal; empty: it was taken."""
    match outcome:
        case Accepted():
            return ""
        case Unsure():
            return "unsure"
        case _:
            return str(outcome.reason)


def in_words(why: str) -> str:
    """What a person is told, and what they can do."""
    if why == "unsure":
        return "Det er usikkert om postmottak fikk pakken: svaret uteble. Spør dem før dere sender igjen."
    if why == "too-long":
        return "Pakken er for stor for e-post. Last den ned, og lever den på annet vis."
    return f"E-postserveren tok ikke imot pakken ({why}). Prøv igjen, eller last den ned og lever den på annet vis."
