"""Room on the disk: what an alert needs of it, and the ballast that is thrown when there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dispatcher.domain.errors import DiskFull, Unavailable
from dispatcher.ledger import disk, public
from dispatcher.ledger.disk import BALLAST, MARGIN, PER_DELIVERY, Ballast, NoRoom
from dispatcher.ledger.engine import Ledger
from tests.ledger.scene import START, Scene, WaveSpec, mobiles
from tests.tmpfs import can_mount, fill, free_again, tmpfs

Make = Callable[..., Scene]


def test_an_alert_needs_room_for_each_message_it_plans(scene: Make) -> None:
    """People times channels, reserves too, and a margin."""
    one = scene(WaveSpec(people=mobiles(10), channels=("sms", "email")), WaveSpec(people=mobiles(5, "43")))

    assert one.ledger.read_now(disk.needs, one.alert()) == MARGIN + 25 * PER_DELIVERY


@pytest.mark.parametrize(("free", "refused"), [(MARGIN, True), (MARGIN + 10 * PER_DELIVERY, False), (None, False)])
def test_less_room_than_that_is_refused_and_not_knowing_is_not(scene: Make, free: int | None, *, refused: bool) -> None:
    """The words say how much there is, how much is needed and what to do; 503, so that a program tries again."""
    one = scene(WaveSpec(people=mobiles(10)))
    if not refused:
        one.ledger.read_now(disk.demand_room, one.alert(), free)
        return
    with pytest.raises(NoRoom, match=r"det er 64 MiB ledig .* trenger 65\. Frigjør plass") as error:
        one.ledger.read_now(disk.demand_room, one.alert(), free)

    assert isinstance(error.value, Unavailable)


def test_ballast_is_really_on_the_disk_and_only_its_owners(tmp_path: Path) -> None:
    """A hole of sixteen MiB would make no room when it is deleted."""
    ballast = Ballast(tmp_path / "dispatcher.db")
    with ballast.path.open("wb") as file:
        file.truncate(BALLAST)
    hole = ballast.there()
    made = ballast.make()

    assert (hole, made, ballast.there()) == (False, True, True)
    assert ballast.path.stat().st_mode & 0o777 == 0o600
    assert [ballast.drop(), ballast.there(), ballast.drop()] == [True, False, False]


def test_a_full_disk_says_so_and_what_was_committed_stands(tmp_path: Path) -> None:
    """On a real small disk: refused as *full* and nothing else, with the ballast gone written, nothing lost."""
    if not can_mount(tmp_path):
        pytest.skip("this machine does not let us mount a tmpfs")
    with tmpfs(tmp_path / "disk", 24) as place:
        ledger = Ledger(place / "dispatcher.db", checkpoints=True)
        ballast = Ballast(ledger.path)
        made = ballast.make()
        room = ballast.room()
        fill(place)

        def until_full() -> None:
            for _ in range(1000):  # the log's last page has room for some
                ledger.write_now(public.heartbeat, START)

        with pytest.raises(DiskFull, match=r"Disken er full\. Ingenting er tapt\."):
            until_full()
        failing = ledger.failing
        thrown = ballast.drop_if_full()
        ledger.write_now(public.heartbeat, START)
        after = ledger.failing
        again = ballast.drop_if_full()
        free_again(place)
        ledger.close()

    assert (made, room, failing, thrown, after, again) == (True, False, True, True, False, False)
