"""What a node answers about itself and to everybody: the banner, alive, ready."""

from __future__ import annotations

from typing import Literal

from dispatcher.domain.alarm import Cause
from dispatcher.domain.states import AlertKind, ChannelName, LaneKind, Severity
from dispatcher.settings import NodeMode
from dispatcher.web.alert_parts import Answer, Moment


class BannerAlert(Answer):
    """One public alert. Texts by language."""

    id: str
    number: int
    kind: AlertKind
    severity: Severity
    headline: dict[str, str]
    text: dict[str, str]
    instruction: dict[str, str]
    areas: list[str]
    sent_at: Moment
    confirmed_at: Moment
    url: str


class Banner(Answer):
    """The public state. ``version`` grows with every change."""

    mode: Literal["real", "exercise"]
    version: int
    updated_at: Moment | None
    alerts: list[BannerAlert]


class Alive(Answer):
    """The process answers."""

    status: Literal["alive"]


class ProbeReady(Answer):
    """What a route said when it was last asked whether it would carry a message; ``reason`` is "" when it would."""

    ok: bool
    reason: str
    took_ms: int
    age_seconds: float


class LaneReady(Answer):
    """One way out. ``open``: the breaker has opened, nothing leaves; ``why`` says what it met. ``cleared``: the outside
    says that it works again, and the next message will try it.

    ``carries``: takes new messages; a backup does while its channel's first way is open or has just come back.
    ``probe``: null where the outside offers nothing to ask (browsers' push, the banner), and before the first answer.
    """

    channel: ChannelName
    kind: LaneKind
    provider: str
    open: bool
    why: str
    cleared: bool
    carries: bool
    probe: ProbeReady | None


class PlanInForce(Answer):
    """The plan that a new incident would freeze."""

    hash: str
    status: Literal["draft", "adopted"]


class Alarm(Answer):
    """What is wrong and not over. ``about``: an alert, a wave or lane of it, a route, or nothing but the node."""

    cause: Cause
    about: str
    words: str
    since: Moment
    told_at: Moment | None


class StaticCopyState(Answer):
    """Whether the files for a second host are what they should be, and why not."""

    ok: bool
    why: str


class Ready(Answer):
    """Able to send; ``faults`` says in words why not. ``alarms`` stand also while the node can send.

    ``static``: the files for a second host; null where no folder is set.
    """

    ready: bool
    mode: NodeMode
    capture: str | None
    lanes: list[LaneReady]
    plan: PlanInForce
    faults: list[str]
    alarms: list[Alarm]
    static: StaticCopyState | None


class PushKey(Answer):
    """The public key that a browser subscribes with, in base64url."""

    key: str


class OwnBrowsers(Answer):
    """How many browsers of one's own get requests."""

    browsers: int


class Subscribed(Answer):
    """What the browser will get."""

    areas: list[str]
    language: str
