"""The messages of an alert, a screenful at a time, and whoever is searched for: the same on both databases."""

from sqlalchemy import Connection, select, update

from dispatcher.domain.states import DeliveryState
from dispatcher.ledger import recipients
from dispatcher.ledger.recipients import Chosen
from dispatcher.ledger.tables import deliveries, people
from tests.office import OfficeScene
from tests.sending import expand


def approved(office: OfficeScene) -> str:
    """An alert whose messages are all planned."""
    alert, print_ = office.submitted()
    office.approve(alert, print_)
    expand(office.ledger, office.now)
    return alert


def test_pages_follow_each_other_in_one_order_and_leave_nobody_out(office: OfficeScene) -> None:
    """Each message once, but for what is in people's hands; a choice narrows them."""
    alert = approved(office)
    found: list[int] = []
    after = 0
    while True:
        rows = office.ledger.read_now(recipients.page, alert, Chosen(after=after))
        found += [row.id for row in rows[: recipients.PAGE]]
        if len(rows) <= recipients.PAGE:
            break
        after = found[-1]

    def all_of(connection: Connection) -> list[int]:
        mine = (deliveries.c.alert_id == alert, deliveries.c.channel != "task")
        return sorted(connection.scalars(select(deliveries.c.id).where(*mine)))

    assert sorted(found) == office.ledger.read_now(all_of)
    assert len(found) > 2 * recipients.PAGE
    chosen = Chosen(channel="sms", wave=1, states=(DeliveryState.WAITING,), reason="")
    some = office.ledger.read_now(recipients.page, alert, chosen)
    assert {(row.channel, row.ix, row.state, row.reason) for row in some} == {("sms", 0, "waiting", "")}
    assert office.ledger.read_now(recipients.one, alert, found[0]) is not None
    assert office.ledger.read_now(recipients.one, "9999-9", found[0]) is None


def test_somebody_is_found_by_name_number_or_address(office: OfficeScene) -> None:
    """Letters are folded also where the database folds only ASCII; signs that mean something to it mean nothing."""
    alert = approved(office)

    def rename(connection: Connection) -> tuple[str, str]:
        mine = (deliveries.c.alert_id == alert, deliveries.c.channel == "sms", deliveries.c.person_id.is_not(None))
        row = connection.execute(select(deliveries).where(*mine).order_by(deliveries.c.id)).first()
        assert row is not None
        connection.execute(update(people).where(people.c.id == row.person_id).values(name="Åse Øvre_Prøve"))
        return row.ref, recipients.one(connection, alert, row.id).value  # type: ignore[union-attr]

    ref, number = office.ledger.write_now(rename)

    def refs(words: str) -> set[str]:
        found = office.ledger.read_now(recipients.search, alert, words)
        return {row.ref for row in office.ledger.read_now(recipients.page, alert, Chosen(found=found))}

    for words in ("åse øvre", "ÅSE  ØVRE_", "Øvre_Prøve"):
        assert refs(words) == {ref}, words
    assert ref in refs(number)
    assert ref in refs(number.removeprefix("+47"))
    assert refs("Øvre%") == refs("Ase") == refs("42 00") == refs("nobody@loten.example") == set()


def test_reasons_are_counted(office: OfficeScene) -> None:
    """By state and reason, the most first."""
    alert = approved(office)
    found = office.ledger.read_now(recipients.reasons, alert, (DeliveryState.SKIPPED, DeliveryState.FAILED))
    counts = [row.messages for row in found]

    assert {row.state for row in found} == {"skipped"}
    assert "no address" in {row.reason for row in found}
    assert counts == sorted(counts, reverse=True)
