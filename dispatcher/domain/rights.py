"""Who may do what: role × act. The state part is ``states.ALERT_MOVES``; the approval chain is the plan's."""

from __future__ import annotations

from enum import StrEnum

from dispatcher.domain.errors import Forbidden
from dispatcher.domain.states import Role


class Act(StrEnum):
    """Everything an account may ask for."""

    TRIGGER = "trigger"
    EDIT = "edit"
    EDIT_OWN = "edit-own"
    ARRANGE = "arrange"
    SUBMIT = "submit"
    APPROVE = "approve"
    ORAL = "oral"
    ALONE = "alone"
    CONFIRM = "confirm"
    PROPOSE = "propose"
    RECUSE = "recuse"
    ABSENCE = "absence"
    UNAVAILABLE = "unavailable"
    RETURN = "return"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FOLLOW = "follow"
    RETRACT = "retract"
    RELEASE = "release"
    EXTERNAL_NOW = "external-now"
    CLOSE = "close"
    UNSURE = "unsure"
    RESEND = "resend"
    LOG = "log"
    CLEAR = "clear"
    ANSWER = "answer"
    READ_REPLIES = "read-replies"
    READ_ADDRESSES = "read-addresses"
    HAND_OVER = "hand-over"
    TASK = "task"
    TASK_OWN = "task-own"
    PRACTICE = "practice"
    HOLD = "hold"
    PERSON = "person"
    READ = "read"
    READ_ROWS = "read-rows"
    REPORT = "report"
    IMPRESSION = "impression"
    EVALUATE = "evaluate"
    MEASURE = "measure"
    FEEDBACK = "feedback"
    FINALISE = "finalise"
    ARCHIVE = "archive"


_R = Role

RIGHTS: dict[Role, frozenset[Act]] = {
    _R.CONTRIBUTOR: frozenset({Act.TRIGGER, Act.EDIT_OWN, Act.TASK_OWN, Act.ANSWER, Act.READ, Act.IMPRESSION}),
    _R.EDITOR: frozenset({Act.EDIT, Act.ARRANGE, Act.RETURN, Act.TASK_OWN, Act.ANSWER, Act.READ, Act.IMPRESSION}),
    _R.CRISIS_TEAM: frozenset(
        {
            Act.TRIGGER,
            Act.EDIT,
            Act.ARRANGE,
            Act.SUBMIT,
            Act.ORAL,
            Act.ALONE,
            Act.UNAVAILABLE,
            Act.PAUSE,
            Act.STOP,
            Act.FOLLOW,
            Act.RETRACT,
            Act.EXTERNAL_NOW,
            Act.CLOSE,
            Act.UNSURE,
            Act.RESEND,
            Act.LOG,
            Act.CLEAR,
            Act.ANSWER,
            Act.READ_REPLIES,
            Act.READ_ADDRESSES,
            Act.HAND_OVER,
            Act.TASK,
            Act.PRACTICE,
            Act.READ,
            Act.READ_ROWS,
            Act.REPORT,
            Act.IMPRESSION,
            Act.MEASURE,
            Act.FEEDBACK,
            Act.ARCHIVE,
        }
    ),
    _R.APPROVER: frozenset(
        {
            *(Act.APPROVE, Act.CONFIRM, Act.PROPOSE, Act.RECUSE, Act.ABSENCE, Act.RETURN, Act.REJECT),
            *(Act.PAUSE, Act.STOP, Act.RESUME, Act.RELEASE, Act.TASK_OWN, Act.ANSWER, Act.READ, Act.REPORT),
            *(Act.READ_ROWS, Act.READ_ADDRESSES, Act.HAND_OVER, Act.IMPRESSION, Act.FINALISE),
        }
    ),
    _R.EVALUATOR: frozenset(
        {
            *(Act.READ, Act.READ_ROWS, Act.REPORT, Act.ARCHIVE, Act.IMPRESSION, Act.EVALUATE, Act.MEASURE),
            Act.FEEDBACK,
        }
    ),
    _R.ADMIN: frozenset({Act.PRACTICE, Act.HOLD, Act.PERSON, Act.READ, Act.READ_ROWS}),
}

WORDS = {
    Act.TRIGGER: "utløse et varsel",
    Act.EDIT: "endre et varsel",
    Act.EDIT_OWN: "endre egne utkast",
    Act.ARRANGE: "prioritere utkast og velge kanaler",
    Act.SUBMIT: "sende inn et varsel til godkjenning",
    Act.APPROVE: "godkjenne et varsel",
    Act.ORAL: "føre inn en muntlig godkjenning",
    Act.ALONE: "godkjenne alene når ingen svarer",
    Act.CONFIRM: "bekrefte det som er godkjent alene",
    Act.PROPOSE: "foreslå en endring av det som er sendt inn",
    Act.RECUSE: "melde seg berørt eller inhabil",
    Act.ABSENCE: "melde eget fravær",
    Act.UNAVAILABLE: "sette andre som utilgjengelige",
    Act.RETURN: "returnere et varsel",
    Act.REJECT: "avvise et varsel",
    Act.PAUSE: "sette et varsel på pause",
    Act.RESUME: "gjenoppta et varsel",
    Act.STOP: "stoppe et varsel",
    Act.FOLLOW: "lage oppdatering, rettelse eller «faren over»",
    Act.RETRACT: "trekke tilbake et varsel",
    Act.RELEASE: "sende nå det som holdes tilbake",
    Act.EXTERNAL_NOW: "varsle innbyggerne uten å vente på de ansatte",
    Act.CLOSE: "avslutte en hendelse",
    Act.UNSURE: "avgjøre usikre sendinger",
    Act.RESEND: "sende på nytt det som feilet",
    Act.LOG: "skrive i loggen",
    Act.CLEAR: "skrive inn politiets klarering",
    Act.ANSWER: "svare på innkalling",
    Act.READ_REPLIES: "lese det innbyggerne har svart",
    Act.READ_ADDRESSES: "se navn, numre og adresser",
    Act.HAND_OVER: "gi politiet navnene på dem som ikke ble nådd",
    Act.TASK: "krysse av oppgaver, også for andre",
    Act.TASK_OWN: "krysse av egne oppgaver",
    Act.PRACTICE: "sende en prøve til dem som godkjenner",
    Act.HOLD: "holde en hendelse tilbake fra sletting",
    Act.PERSON: "gi innsyn i og slette det som er lagret om en person",
    Act.READ: "lese varsler",
    Act.READ_ROWS: "se linjene om hver mottaker, med skjult adresse",
    Act.REPORT: "hente rapporter",
    Act.IMPRESSION: "skrive førsteinntrykk og kommentarer",
    Act.EVALUATE: "skrive vurderingen i en evaluering",
    Act.MEASURE: "føre opp og lukke tiltak",
    Act.FEEDBACK: "lese og slette tilbakemeldinger fra innbyggerne",
    Act.FINALISE: "godkjenne en evaluering",
    Act.ARCHIVE: "sende til arkivet og bekrefte at det er mottatt",
}


def may(roles: frozenset[Role], act: Act) -> bool:
    """Whether any of the roles allows the act."""
    return any(act in RIGHTS[role] for role in roles)


def demand(roles: frozenset[Role], act: Act) -> None:
    """Raises Forbidden naming the rule and the roles that may."""
    if not may(roles, act):
        allowed = " eller ".join(sorted(role for role in Role if act in RIGHTS[role]))
        raise Forbidden(f"role:{act}", f"Du har ikke rett til å {WORDS[act]}. Det krever rollen {allowed}.")
