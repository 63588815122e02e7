"""Counts of a large alert are shown again for a moment; a small one's, and what opens or ends, are counted at once."""

from typing import Any

from sqlalchemy import Connection, update

from dispatcher.ledger import incidents
from dispatcher.ledger.tables import alerts, deliveries, waves
from dispatcher.web.console.counting import LARGE, meant_of, waves_of
from tests.office import OfficeScene
from tests.sending import expand


def seen(office: OfficeScene, alert: str, seconds: float = 0.0) -> tuple[int, int]:
    """SMS accepted of the first wave, and people told in it, as the pages show them at that second."""

    def look(connection: Connection) -> Any:
        return waves_of(connection, incidents.alert(connection, alert), lambda: seconds)

    counted = office.ledger.read_now(look)
    return counted.views[0]["channels"]["sms"]["accepted"], counted.reached[0].told


def accept(office: OfficeScene, alert: str, state: str) -> None:
    """Every SMS of the alert is in this state now."""
    mine = (deliveries.c.alert_id == alert, deliveries.c.channel == "sms", deliveries.c.state != "skipped")
    office.ledger.write_now(lambda connection: connection.execute(update(deliveries).where(*mine).values(state=state)))


def test_a_large_alert_is_counted_once_in_a_while(office: OfficeScene) -> None:
    """The same numbers until a wave of it changes its state; a small alert has none to wait for."""
    alert, print_ = office.submitted()
    office.approve(alert, print_)
    expand(office.ledger, office.now)
    accept(office, alert, "waiting")
    assert seen(office, alert) == (0, 0)
    accept(office, alert, "accepted")
    small = seen(office, alert)
    assert min(small) > 0

    def grow(connection: Connection) -> None:
        connection.execute(update(alerts).where(alerts.c.id == alert).values(people=LARGE))

    office.ledger.write_now(grow)
    assert seen(office, alert) == small
    accept(office, alert, "waiting")
    assert seen(office, alert, 0.4) == small
    assert seen(office, alert, 0.6) == (0, 0)
    accept(office, alert, "accepted")
    assert seen(office, alert, 0.7) == (0, 0)

    def ended(connection: Connection) -> None:
        connection.execute(update(waves).where(waves.c.alert_id == alert).values(done_at=1))

    office.ledger.write_now(ended)
    assert seen(office, alert, 0.7) == small


def test_what_was_frozen_at_submit_is_the_same_for_good(office: OfficeScene) -> None:
    """The texts with their people, and when the last has left."""
    alert, _ = office.submitted()

    def look(connection: Connection) -> Any:
        return meant_of(connection, incidents.alert(connection, alert), office.plan)

    small = office.ledger.read_now(look)
    office.ledger.write_now(
        lambda connection: connection.execute(update(alerts).where(alerts.c.id == alert).values(people=LARGE))
    )
    large = office.ledger.read_now(look)

    assert large == small
    assert sum(text["recipients"] for text in large.variants) > 0
    assert office.ledger.read_now(look) is large
