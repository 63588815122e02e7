"""Approvers who have tied a browser to their account get the request there too, and nobody else does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.domain.states import ChannelName
from dispatcher.ledger import incidents, own_push, subscriptions
from dispatcher.ledger.subscriptions import Subscription
from dispatcher.ledger.tables import deliveries
from dispatcher.ledger.times import ms
from tests.deciding import service, tick
from tests.office import OfficeScene
from tests.sending import expand

ENDPOINT = "https://fcm.googleapis.com/fcm/send/canary"


def browser(endpoint: str = ENDPOINT) -> Subscription:
    return Subscription(endpoint=endpoint, p256dh="p", auth="a", areas=(), language="", fictional=True)


def tied(office: OfficeScene, account: str, endpoint: str = ENDPOINT) -> int:
    return office.ledger.write_now(own_push.tie, account, browser(endpoint), ms(office.now))


def pushed(office: OfficeScene) -> list[Any]:
    """Every delivery by push, of requests and of alerts."""
    expand(office.ledger, office.now)

    def read(connection: Connection) -> list[Any]:
        chosen = select(deliveries).where(deliveries.c.channel == str(ChannelName.PUSH))
        return list(connection.execute(chosen.order_by(deliveries.c.id)))

    return office.ledger.read_now(read)


@pytest.mark.requirement("R058")
def test_the_request_comes_to_the_approvers_browsers(office: OfficeScene) -> None:
    """Two of the mayor's, none of Kari's, who may not approve; each request anew, and the text names nobody."""
    assert [tied(office, "anne"), tied(office, "anne", ENDPOINT + "2"), tied(office, "kari", ENDPOINT + "3")] == [
        1,
        2,
        1,
    ]
    alert, _ = office.submitted()
    first = [row.ref for row in pushed(office)]
    (request,) = [row for row in service(office) if "approval-push" in row.fields]
    (text,) = office.ledger.read_now(incidents.variants_of, request.id, 1)
    tick(office, alert, minutes=5)

    assert sorted(first) == sorted(subscriptions.ref_of(ENDPOINT + end) for end in ("", "2"))
    assert len(pushed(office)) == 4
    assert text.headline == "ØVELSE. GODKJENN? Kokevarsel, nytt varsel. ØVELSE"
    assert not [person.name for person in office.plan.persons.values() if person.name.split()[0] in text.body]
    assert "42" not in text.body


def test_a_browser_that_is_gone_gets_nothing_more(office: OfficeScene) -> None:
    """404 or 410: its address is erased; a browser that another account ties is that account's."""
    tied(office, "anne")
    tied(office, "ola", ENDPOINT + "2")
    alert, _ = office.submitted()
    mine = next(row.id for row in pushed(office) if row.ref == subscriptions.ref_of(ENDPOINT))

    def is_gone(connection: Connection) -> None:
        failed = deliveries.update().where(deliveries.c.id == mine).values(state="failed", reason="gone")
        connection.execute(failed)
        subscriptions.gone(connection, [mine], ms(office.now))

    office.ledger.write_now(is_gone)
    tick(office, alert, minutes=5)

    assert len(pushed(office)) == 3
    assert [office.ledger.read_now(own_push.count, name) for name in ("anne", "ola")] == [0, 1]
    assert tied(office, "per", ENDPOINT + "2") == 1
    assert office.ledger.read_now(own_push.count, "ola") == 0
    assert office.ledger.write_now(own_push.untie, "ola", ENDPOINT + "2", ms(office.now)) == 0
    assert office.ledger.read_now(own_push.count, "per") == 1
