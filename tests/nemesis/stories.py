"""What a crisis team does in a night, as seeded stories: small alerts, in sequence and overlapping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.nemesis.desk import Desk, Refused

AREAS = ("hele-kommunen", "adalsbruk", "lotensentrum", "ostvang", "jonsrud", "brenneriroa")
SOON = (datetime.now(UTC) + timedelta(hours=12)).isoformat()
"""Not a time of day: a storm may rage over midnight."""
WATER: dict[str, Any] = {"scenario": "kokevarsel", "mode": "exercise", "fields": {"neste_melding": SOON}}
CLEARED_OUT: dict[str, Any] = {
    "scenario": "evakuering",
    "mode": "exercise",
    "fields": {"fare": "flom", "moteplass": "loten-ungdomsskole"},
}
AWAY_FROM_THE_SCHOOL = ("adalsbruk", "ostvang", "jonsrud", "brenneriroa")
"""Where one may be sent to the meeting place: no area that it lies in, or near."""
NEWS = {"endring": "Nye prøver er tatt.", "endring_en": "New samples are taken.", "neste_melding": SOON}
OVER = ("done", "stopped", "expired")
LONGEST_STORY = 12.0


class Stories:
    """Tells one story after another. Each ends when its alert is over, or after a while: the rest is settled later."""

    def __init__(self, desk: Desk, dice: Random) -> None:
        self._desk = desk
        self._dice = dice
        self.alerts: list[str] = []
        self._kinds: list[Callable[[], Coroutine[Any, Any, str]]] = [
            self._plain,
            self._plain,
            self._edited,
            self._paused,
            self._stopped,
            self._followed,
            self._followed,
        ]

    async def tell(self, over: asyncio.Event, *, whole: bool) -> None:
        """Until ``over``; ``whole``: only alerts to everybody that nobody touches."""
        kinds = [self._everybody] if whole else self._kinds
        while not over.is_set():
            try:
                kind = self._dice.choice(kinds)  # whatever comes after the first: that is to the whole town
                alert = await (kind if self.alerts else self._whole_town)()
                await self._until(alert, *OVER)
            except Refused as refused:
                if refused.status != 409:  # a state that the storm, or another story, has changed meanwhile
                    raise

    async def _plain(self) -> str:
        """Danger to life (an unsure SMS is sent again by policy), or boil-water (a person decides)."""
        template, areas = self._dice.choice(((WATER, AREAS), (CLEARED_OUT, AWAY_FROM_THE_SCHOOL)))
        return await self._approved({**template, "areas": [self._dice.choice(areas)]})

    async def _whole_town(self) -> str:
        """Everybody is in a storm at least once."""
        return await self._approved({**WATER, "areas": ["hele-kommunen"]})

    async def _everybody(self) -> str:
        """Either scenario, to as many as it may be for."""
        template, areas = self._dice.choice(((WATER, ("hele-kommunen",)), (CLEARED_OUT, AWAY_FROM_THE_SCHOOL)))
        return await self._approved({**template, "areas": list(areas)})

    async def _edited(self) -> str:
        """The draft is changed before it is submitted: the fingerprint is of the newest version."""
        alert = await self._draft({**WATER, "areas": ["adalsbruk"]})
        await self._desk.ask("PATCH", f"/api/v1/alerts/{alert}", {"fields": {"sted": "Ådalsbruk og Nordbyen"}})
        await self._desk.approve(alert)
        return alert

    async def _paused(self) -> str:
        """Somebody is in doubt for a moment."""
        alert = await self._plain()
        await asyncio.sleep(self._dice.uniform(0, 1.5))
        await self._desk.act("pause", alert, {"why": "Er teksten riktig?"})
        await asyncio.sleep(self._dice.uniform(0, 1.0))
        await self._desk.act("resume", alert, {}, who="anne")
        return alert

    async def _stopped(self) -> str:
        """It was wrong: nothing more leaves, and the banner forgets it at once."""
        alert = await self._plain()
        await asyncio.sleep(self._dice.uniform(0, 2.5))
        await self._desk.act("stop", alert, {"why": "Varselet gjelder ikke oss."})
        await self._desk.look_at_banner()
        return alert

    async def _followed(self) -> str:
        """A wrong text that is half out is overtaken by its correction; a right one has an update, another area."""
        first = await self._approved({**WATER, "areas": [self._dice.choice(AREAS)]})
        await self._until(first, "sending", *OVER)
        kind, fields = self._dice.choice((("correction", {"feil": "omrade"}), ("update", NEWS)))
        second = await self._draft({"areas": [self._dice.choice(AREAS)], "fields": fields}, after=first, kind=kind)
        await self._desk.approve(second)
        return second

    async def _approved(self, body: dict[str, Any]) -> str:
        alert = await self._draft(body)
        await self._desk.approve(alert)
        return alert

    async def _draft(self, body: dict[str, Any], *, after: str = "", kind: str = "") -> str:
        alert = await self._desk.draft(body, after=after, kind=kind)
        self.alerts.append(alert)
        return alert

    async def _until(self, alert: str, *states: str) -> None:
        try:
            async with asyncio.timeout(LONGEST_STORY):
                while (await self._desk.view(alert))["state"] not in states:
                    await asyncio.sleep(0.5)
        except TimeoutError:
            pass
