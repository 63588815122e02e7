"""Night A in its simplest form: leaders, those who must act, the page, and citizens with everything that goes wrong."""

from __future__ import annotations

import random

from tests.evaluation.written import MINUTE, SECOND, T0, Human, Send, Step, Story, Told, Try

APPROVED = T0 + 10 * MINUTE
STAFF_OPEN, PAGE_OPEN, CITIZENS_OPEN = APPROVED + 20 * SECOND, APPROVED + 41 * SECOND, APPROVED + 43 * SECOND


def night_a(citizens: int = 800, seed: int = 1) -> Story:
    """The story, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311  a story, not a secret
    steps = [
        Step(name="Kriseledelse og ledere", audiences=("ledere",), opened=APPROVED, by="approval", done=PAGE_OPEN),
        Step(
            name="De som må handle",
            audiences=("vakt",),
            share=0.9,
            longest_wait=2 * MINUTE,
            opened=STAFF_OPEN,
            by="share",
            done=PAGE_OPEN,
        ),
        Step(
            name="Nettside",
            channels=("banner",),
            public=True,
            share=0.9,
            longest_wait=5 * MINUTE,
            opened=PAGE_OPEN,
            by="clock",
            done=PAGE_OPEN + 2 * SECOND,
        ),
        Step(
            name="Innbyggere",
            audiences=("innbyggere",),
            share=1.0,
            longest_wait=30 * SECOND,
            opened=CITIZENS_OPEN,
            by="share",
            done=CITIZENS_OPEN + 9 * MINUTE,
        ),
    ]
    humans = [
        *(_staff(f"leder-{index}", 0, "leader", APPROVED + 900 + 650 * index, dice) for index in range(14)),
        *(_staff(f"vakt-{index}", 1, "staff", STAFF_OPEN + 800 + 480 * index, dice) for index in range(36)),
        *(_citizen(index, citizens, dice) for index in range(citizens)),
    ]
    return Story(
        steps=steps,
        humans=humans,
        lines=_lines(len(humans)),
        banner=Send(accepted=PAGE_OPEN + 300),
        done=CITIZENS_OPEN + 9 * MINUTE,
    )


def _staff(ref: str, wave: int, cls: str, at: int, dice: random.Random) -> Human:
    sms = Send(state="delivered", accepted=at, delivered=at + dice.randint(900, 6000), tries=(Try(),))
    email = Send(accepted=at + 400, tries=(Try(),))
    return Human(ref=ref, wave=wave, cls=cls, sends={"sms": sms, "email": email}, list_key="ansatte")


def _citizen(index: int, citizens: int, dice: random.Random) -> Human:
    at = CITIZENS_OPEN + 700 + int(95_000 * index / citizens) + dice.randint(0, 900)
    sends = {"sms": _sms(index, at, dice), "email": _email(index, at, dice)}
    fault = "mobil har 7 siffer; norske mobilnumre har 8" if sends["sms"].reason == "bad address" else ""
    return Human(ref=f"i-{index}", wave=3, cls="citizen", sends=sends, fault=fault)


def _sms(index: int, at: int, dice: random.Random) -> Send:
    match index % 40:
        case 3:
            return Send(state="skipped", reason="no address")
        case 7 if index % 80 == 7:
            return Send(state="skipped", reason="bad address")
        case 11:
            refused = Try(state="refused", reason="invalid-number", code="21211")
            return Send(state="failed", reason="invalid-number", tries=(refused,))
        case 15:
            back = Try(receipts=("sent", "undelivered"))
            return Send(state="failed", reason="undelivered 30003", accepted=at, tries=(back,), settled_by="receipt")
        case 19:
            lost = Try(state="unsure", reason="timeout")
            return Send(state="unsure", reason="timeout", tries=(lost,), settled_by="person:siri")
        case 23:
            found = Try(state="accepted", reason="node died")
            return Send(accepted=at + 90_000, tries=(found,), settled_by="list")
        case 27:
            again = (Try(state="unsure", reason="dropped"), Try())
            return Send(accepted=at + 95_000, tries=again, settled_by="policy")
        case 31:
            later = (Try(state="not-sent", reason="slow-down"), Try())
            return Send(accepted=at + 240_000 + dice.randint(0, 9000), tries=later)
        case 35:
            return Send(state="skipped", reason="covered", carrier=f"i-{index - 1}")
    return Send(state="delivered", accepted=at, delivered=at + dice.randint(800, 20_000), tries=(Try(),))


def _email(index: int, at: int, dice: random.Random) -> Send:
    if index % 5:
        return Send(state="skipped", reason="no address")
    if index % 200 == 5:
        refused = Try(state="refused", reason="unknown-mailbox", code="550 5.1.1")
        return Send(state="failed", reason="unknown-mailbox", tries=(refused,))
    return Send(accepted=at + dice.randint(200, 4000), tries=(Try(),))


def _lines(people: int) -> list[Told]:
    opened = {"scenario": "kokevarsel", "mode": "exercise", "plan": "ab" * 32, "reason": ""}
    return [
        Told(kind="incident.opened", actor="siri", at=T0, data=opened, alert=None),
        Told(kind="alert.drafted", actor="siri", at=T0, data={"areas": ["adalsbruk"], "fields": {}}),
        Told(
            kind="log.line",
            actor="siri",
            at=T0 + 2 * MINUTE,
            happened=T0 - 12 * MINUTE,
            data={
                "text": "Vannverket ringte: funn av E. coli i bassenget. <script>alert(1)</script>",
                "kind": "melding inn",
            },
            alert=None,
        ),
        Told(
            kind="alert.submitted",
            actor="siri",
            at=T0 + 3 * MINUTE,
            data={"version": 1, "fingerprint": "fe" * 32, "people": people, "cost": 1234.5},
        ),
        Told(
            kind="alert.approved",
            actor="ola",
            at=APPROVED,
            data={"fingerprint": "fe" * 32, "capacity": "ordforer", "person": "vara", "why": "", "way": "api"},
        ),
        _wave(0, "Kriseledelse og ledere", "approval", APPROVED, 0, 0),
        _wave(1, "De som må handle", "share", STAFF_OPEN, 14, 13),
        _wave(2, "Nettside", "clock", PAGE_OPEN, 36, 31),
        _wave(3, "Innbyggere", "share", CITIZENS_OPEN, 1, 1),
        Told(kind="alert.paused", actor="ola", at=CITIZENS_OPEN + 60 * SECOND, data={"why": "Feil sted i teksten?"}),
        Told(kind="alert.resumed", actor="ola", at=CITIZENS_OPEN + 75 * SECOND),
        Told(
            kind="unsure.policy",
            actor="node",
            at=CITIZENS_OPEN + 3 * MINUTE,
            data={"channel": "sms", "to": "again", "rows": 20},
        ),
        Told(
            kind="unsure.decided",
            actor="siri",
            at=CITIZENS_OPEN + 8 * MINUTE,
            data={"channel": "sms", "to": "leave", "rows": 20},
        ),
        Told(kind="partner.called", actor="siri", at=CITIZENS_OPEN + 8 * MINUTE, data={"name": "Mattilsynet"}),
        Told(kind="alert.done", actor="node", at=CITIZENS_OPEN + 9 * MINUTE),
    ]


def _wave(index: int, name: str, by: str, at: int, people: int, told: int) -> Told:
    data = {"wave": index, "name": name, "by": by, "people": people, "told": told}
    return Told(kind="wave.opened", actor="node", at=at, data=data)
