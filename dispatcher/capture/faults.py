"""What misbehaviour can be asked of a capture, as typed values: the JSON of PUT /faults.

Every fault may be limited by ``count`` (so many times), ``seconds`` (so long from now), ``share`` (that share of what
it fits) and ``to`` (a beginning, ``+4742``, or a pattern with * or ?, ``*@example.org``). Without a limit it holds
until it is taken away. The first in the list that fits is used.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from dispatcher.domain.errors import Fault as Finding
from dispatcher.domain.errors import InvalidInput

Seconds = Annotated[float, Field(ge=0, le=3600)]
Stage = Literal["greeting", "mail", "rcpt", "data", "message"]


class Fault(BaseModel):
    """The limits that every fault has."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    count: Annotated[int, Field(ge=1)] | None = None
    seconds: Annotated[float, Field(gt=0, le=86400)] | None = None
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    to: Annotated[str, Field(min_length=1)] | None = None


class TwilioFault(Fault):
    """A fault of the HTTP side; ``account`` keeps it to one account's SID, so that a backup can stay well."""

    account: str | None = None


class CallFault(TwilioFault):
    """Hits requests. ``on``: sending a message, placing a call, reading (lists, a message, the account), or all."""

    on: Literal["send", "call", "read", "all"] = "send"


class RequestFault(CallFault):
    """Hits a call before it is looked at; one of these at most."""


class HttpFault(RequestFault):
    """Answers with a status and nothing accepted: Twilio's JSON, or HTML as from a proxy (502 unless told)."""

    kind: Literal["http"]
    status: Annotated[int, Field(ge=400, le=599)]
    retry_after: Annotated[int, Field(ge=0)] | None = None
    html: bool | None = None


class ErrorFault(RequestFault):
    """Refuses with one of Twilio's error codes."""

    kind: Literal["error"]
    code: Annotated[int, Field(ge=10000, le=99999)]
    status: Annotated[int, Field(ge=400, le=599)] = 400
    message: str | None = None


class SilenceFault(RequestFault):
    """Never answers. ``journal``: the message was accepted all the same."""

    kind: Literal["silence"]
    journal: bool = False


class DropBeforeFault(RequestFault):
    """Closes the connection; nothing was accepted."""

    kind: Literal["drop_before"]


class AnswerFault(TwilioFault):
    """The message is accepted and in the journal; the answer is lost, empty, not JSON, or cut short."""

    kind: Literal["drop_answer", "empty_body", "not_json", "cut_short"]


class LatencyFault(CallFault):
    """Slow by ``ms`` plus up to ``jitter_ms``, on the way in (``request``) or out, after acceptance (``answer``)."""

    kind: Literal["latency"]
    ms: Annotated[float, Field(ge=0, le=600_000)]
    jitter_ms: Annotated[float, Field(ge=0, le=600_000)] = 0
    where: Literal["request", "answer"] = "answer"


class LateListFault(TwilioFault):
    """Lists do not show a message until it is ``delay`` seconds old."""

    kind: Literal["late_list"]
    delay: Annotated[float, Field(gt=0, le=3600)]


class CallbackFault(TwilioFault):
    """Status callbacks never come, come ``delay`` seconds late, come twice, or the last one first."""

    kind: Literal["callbacks"]
    mode: Literal["never", "late", "twice", "out_of_order"]
    delay: Annotated[float, Field(gt=0, le=3600)] | None = None

    @model_validator(mode="after")
    def _delay_is_for_late(self) -> Self:
        if (self.mode == "late") != (self.delay is not None):
            msg = 'mode "late" needs a delay in seconds, and only that mode takes one'
            raise ValueError(msg)
        return self


class AccountFault(TwilioFault):
    """What the account is like from now on: its token (another is refused), status, balance, numbers and services."""

    kind: Literal["account"]
    token: Annotated[str, Field(min_length=1)] | None = None
    status: Literal["active", "suspended", "closed"] = "active"
    type: Literal["Full", "Trial"] = "Full"
    balance: Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")] | None = "100.00"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    numbers: tuple[Annotated[str, Field(pattern=r"^\+[0-9]{5,15}$")], ...] = ()
    services: tuple[str, ...] = ()


class UndeliveredFault(TwilioFault):
    """Accepted, and then it did not arrive."""

    kind: Literal["undelivered"]
    code: Annotated[int, Field(ge=10000, le=99999)] = 30003
    status: Literal["undelivered", "failed"] = "undelivered"


class PhoneFault(TwilioFault):
    """What a telephone does when it rings, after ``rings`` seconds. ``digits``: the keys pressed, one at each question.

    Without this a call is answered at once, heard to its end, and no key is pressed.
    """

    kind: Literal["phone"]
    status: Literal["completed", "no-answer", "busy", "failed", "canceled"] = "completed"
    digits: Annotated[str, Field(pattern=r"^[0-9*#]*$")] = ""
    rings: Annotated[float, Field(ge=0, le=600)] = 0


class SmtpFault(Fault):
    """A fault of the SMTP side, at one stage of the talk; ``message`` is after the final dot."""

    stage: Stage

    @model_validator(mode="after")
    def _recipient_is_known(self) -> Self:
        if self.to is not None and self.stage in {"greeting", "mail"}:
            msg = f"at the {self.stage} stage no recipient is known yet: leave out to, or use the stage rcpt"
            raise ValueError(msg)
        return self


class SmtpReplyFault(SmtpFault):
    """Answers a stage with 4xx or 5xx; 421 also closes the connection. Without a text, the usual one."""

    kind: Literal["smtp_reply"]
    reply: Annotated[int, Field(ge=400, le=599)]
    text: Annotated[str, Field(pattern=r"^[\x20-\x7e]*$")] = ""


class SmtpSilenceFault(SmtpFault):
    """Never answers a stage. ``journal`` (only at ``message``): the message was accepted all the same."""

    kind: Literal["smtp_silence"]
    journal: bool = False


class SmtpDropFault(SmtpFault):
    """Closes the connection at a stage; at ``data`` in the middle of the text. ``journal`` (only at ``message``)."""

    kind: Literal["smtp_drop"]
    journal: bool = True


class SmtpLatencyFault(Fault):
    """The answer to the final dot comes late, after acceptance."""

    kind: Literal["smtp_latency"]
    ms: Annotated[float, Field(ge=0, le=600_000)]
    jitter_ms: Annotated[float, Field(ge=0, le=600_000)] = 0


class PushFault(Fault):
    """A fault of one channel: ``push`` (browsers), ``app`` (FCM), ``token`` (FCM's sign-in) or ``chat``; ``to`` names
    a subscription (the end of its address), a topic or a room.
    """

    channel: Literal["push", "app", "token", "chat"] = "push"


class PushHttpFault(PushFault):
    """Answers with a status and nothing accepted. ``code``: FCM's own word. A 3xx leads to ``location``."""

    kind: Literal["push_http"]
    status: Annotated[int, Field(ge=300, le=599)]
    retry_after: Annotated[int, Field(ge=0)] | None = None
    code: Annotated[str, Field(pattern=r"^[A-Z_]+$")] | None = None
    location: str | None = None


class PushSilenceFault(PushFault):
    """Never answers. ``journal``: the message was accepted all the same."""

    kind: Literal["push_silence"]
    journal: bool = False


class PushDropFault(PushFault):
    """Closes the connection instead of an answer. ``journal``: the message was accepted all the same."""

    kind: Literal["push_drop"]
    journal: bool = True


class PushLatencyFault(PushFault):
    """The answer comes late, after acceptance."""

    kind: Literal["push_latency"]
    ms: Annotated[float, Field(ge=0, le=600_000)]
    jitter_ms: Annotated[float, Field(ge=0, le=600_000)] = 0


AnyFault = Annotated[
    HttpFault
    | ErrorFault
    | SilenceFault
    | DropBeforeFault
    | AnswerFault
    | LatencyFault
    | LateListFault
    | CallbackFault
    | AccountFault
    | UndeliveredFault
    | PhoneFault
    | SmtpReplyFault
    | SmtpSilenceFault
    | SmtpDropFault
    | SmtpLatencyFault
    | PushHttpFault
    | PushSilenceFault
    | PushDropFault
    | PushLatencyFault,
    Field(discriminator="kind"),
]


class FaultList(BaseModel):
    """The whole body of PUT /faults; it takes the place of what was there."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    faults: tuple[AnyFault, ...]


_READER = TypeAdapter(FaultList)


def read_faults(document: bytes) -> tuple[Fault, ...]:
    """The faults a JSON document asks for. Raises InvalidInput with every finding and where it is."""
    try:
        return _READER.validate_json(document).faults
    except ValidationError as error:
        findings = [_finding(item) for item in error.errors(include_url=False, include_input=False)]
        raise InvalidInput(*findings, title="These faults cannot be understood; nothing was changed") from None


def _finding(item: Any) -> Finding:
    return Finding(".".join(str(part) for part in item["loc"]) or "body", item["msg"].removeprefix("Value error, "))
