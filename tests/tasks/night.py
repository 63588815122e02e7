"""A night with tasks: kokevarsel is approved and sent, and the tick that hands out tasks runs on the test's clock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from dispatcher.approval import task_list, ticking
from dispatcher.approval.ticking import Tick
from dispatcher.delivery.reminding import Answers
from dispatcher.delivery.tasking import Tasking
from dispatcher.ledger import delivery_pages, journal
from dispatcher.ledger.tables import alerts, variants
from tests.office import OfficeScene
from tests.sending import send_all
from tests.web.node import TestClock

ADDRESS = "https://krise.loten.example"


class Night:
    """An office whose tasks are handed out when the test says so."""

    def __init__(self, office: OfficeScene) -> None:
        self.office = office
        self.ledger = office.ledger
        answers = Answers(say=office.desk.say, address=ADDRESS)
        self.tasking = Tasking(ledger=office.ledger, clock=TestClock(office), answers=answers, wake=lambda: None)

    async def approved(self, **asked: Any) -> str:
        """An alert that is approved and sent; everybody has their tasks."""
        alert, fingerprint = self.office.submitted(**asked)
        self.office.approve(alert, fingerprint)
        send_all(self.ledger, self.office.now, by_hand=False)
        await self.tick()
        return alert

    async def tick(self) -> None:
        """What is due is handed out, passed on, called back; and the telling of it is sent."""
        await self.tasking.tick()
        send_all(self.ledger, self.office.now, by_hand=False)

    def tasks(self, number: int = 1001) -> list[dict[str, Any]]:
        """The incident's tasks as people read them."""
        return self.ledger.read_now(task_list.tasks_view, number)

    def deliveries(self, alert: str, channel: str | None = None) -> list[dict[str, Any]]:
        """The alert's deliveries as programs read them."""
        return self.ledger.read_now(
            lambda connection: delivery_pages.page(connection, alert, 0, state=None, channel=channel, wave=None)
        )

    def task(self, key: str, number: int = 1001) -> dict[str, Any]:
        """The newest of the tasks of this key."""
        return next(task for task in reversed(self.tasks(number)) if task["key"] == key)

    def done(self, key: str, by: str = "kari", **said: Any) -> bool:
        """Somebody ticks it off."""
        user, number = self.office.users[by], int(self.task(key)["id"])
        return self.ledger.write_now(ticking.done, user, number, Tick(**said), self.office.now)

    def refuse(self, key: str, by: str = "kari", **said: Any) -> bool:
        """Somebody says that it will not be done."""
        user, number = self.office.users[by], int(self.task(key)["id"])
        return self.ledger.write_now(ticking.refuse, user, number, Tick(**said), self.office.now)

    def state(self, alert: str) -> str:
        """The alert's own state."""
        chosen = select(alerts.c.state).where(alerts.c.id == alert)
        return str(self.ledger.read_now(lambda connection: connection.scalar(chosen)))

    def told(self, *words: str) -> list[str]:
        """The SMS texts of service messages that hold all of these words."""

        def read(connection: Connection) -> list[str]:
            chosen = select(variants.c.body).join(alerts, alerts.c.id == variants.c.alert_id)
            mine = chosen.where(alerts.c.kind == "service", variants.c.channel == "sms").order_by(variants.c.id)
            return [body for body in connection.scalars(mine) if all(word in body for word in words)]

        return self.ledger.read_now(read)

    def lines(self, kind: str) -> list[Any]:
        """The incident's journal entries of a kind."""
        return [entry for entry in self.ledger.read_now(journal.of_incident, 1001) if entry.kind == kind]
