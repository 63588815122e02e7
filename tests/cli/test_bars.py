"""What watch says of a picture: bars, gates with their clocks, and what a person has to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from rich.console import Console

from dispatcher.cli.bars import WIDTH, bar, draw
from dispatcher.cli.watch_lines import PACE, changes, gate, line, paced
from dispatcher.cli.words import NO_NODE

NOW = datetime(2026, 11, 22, 2, 12, tzinfo=UTC)
FLAGS = {"paused": None, "superseded": None, "held": None}
KEYS = ("waiting", "sending", "accepted", "delivered", "failed", "unsure", "skipped")


def seven(**given: int) -> dict[str, int]:
    counts = dict.fromkeys(KEYS, 0) | given
    return {"total": sum(counts.values()), **counts}


def ago(seconds: float) -> str:
    return (NOW - timedelta(seconds=seconds)).isoformat()


def wave(name: str, **given: Any) -> dict[str, Any]:
    """A wave that is shut."""
    shut = {
        "name": name,
        "public": False,
        "opened_at": None,
        "opened_by": None,
        "done_at": None,
        "clock_from": None,
        "settled": None,
        "gate": {"share": 0.9, "longest_wait_seconds": 120.0},
        "people": 100,
        "told": 0,
        "hold_until": None,
        "fallback": [],
        "channels": {"sms": seven(), "email": seven()},
    }
    return shut | given


def view(*waves: dict[str, Any], **given: Any) -> dict[str, Any]:
    """An alert under way."""
    going = {
        "id": "1001-1",
        "mode": "exercise",
        "state": "sending",
        "scenario": "kokevarsel",
        "fingerprint": "0" * 64,
        "flags": FLAGS,
        "superseded_by": None,
        "started_at": ago(30),
        "approved_at": ago(30),
        "stopped_at": None,
        "done_at": None,
        "node_running": True,
        "alarms": [],
        "asking": None,
        "called_in": [],
        "waves": list(waves),
    }
    return going | given


STAFF = wave("Ansatte", opened_at=ago(48), clock_from=ago(48), settled=0.73, told=73, opened_by="approval")


def drawn(picture: dict[str, Any], *, airy: bool = True) -> str:
    out = StringIO()
    Console(file=out, width=80, highlight=False).print(draw(picture, NOW, airy=airy))
    return out.getvalue()


@pytest.mark.parametrize(
    ("counts", "signs"),
    [
        (seven(), "░" * WIDTH),
        (seven(waiting=10), "░" * WIDTH),
        (seven(delivered=10), "█" * WIDTH),
        (seven(accepted=5, waiting=5), "▓" * 14 + "░" * 14),
        (seven(delivered=99_999, failed=1), "█" * WIDTH),
        (seven(failed=1, waiting=99_999), "x" + "░" * 27),
        (
            seven(delivered=7, accepted=7, sending=4, unsure=3, failed=3, skipped=2, waiting=2),
            "███████▓▓▓▓▓▓▓▒▒▒▒???xxx··░░",
        ),
    ],
)
def test_every_state_has_a_sign_of_its_own(counts: dict[str, int], signs: str) -> None:
    """Nothing is told by colour alone, and a bar is never wider than its place."""
    assert bar(counts).plain == signs


def test_a_gate_says_what_it_waits_for_and_how_long() -> None:
    """The share it wants, the share there is, and what is left of the longest wait."""
    said = gate(view(STAFF, wave("Innbyggere")), 1, NOW)

    assert said == "åpner når 90 % av bølge 1 er nådd eller ferdig prøvd (nå 73 %), senest om 72 s"


def test_a_gate_stands_still_in_a_pause() -> None:
    """No clock is shown that does not run."""
    said = gate(view(STAFF, wave("Innbyggere"), flags=FLAGS | {"paused": "Feil område."}), 1, NOW)

    assert said == "på pause, åpner når 90 % av bølge 1 er nådd eller ferdig prøvd (nå 73 %)"


@pytest.mark.parametrize(
    ("state", "said"), [("submitted", "venter på godkjenning"), ("stopped", "åpnet ikke"), ("expired", "åpnet ikke")]
)
def test_a_wave_that_will_not_open_says_why(state: str, said: str) -> None:
    """Before the approval it waits for it; after the end it never opened."""
    assert gate(view(STAFF, wave("Innbyggere"), state=state), 1, NOW) == said


def test_what_a_person_must_do_is_said_with_its_command() -> None:
    """Unsure messages, a pause, and an approval that no node acts on."""
    doubtful = STAFF | {"channels": {"sms": seven(unsure=4, delivered=96)}}

    assert "4 usikre. Avgjør dem: dispatcher unsure 1001-1 --resend eller --leave" in drawn(view(doubtful))
    assert "PÅ PAUSE. La den gå videre: dispatcher resume 1001-1" in drawn(view(STAFF, flags=FLAGS | {"paused": "x"}))
    for state in ("approved", "sending"):
        assert f"{NO_NODE}\n" in drawn(view(STAFF, state=state, node_running=False))
    for state in ("submitted", "done"):
        assert NO_NODE not in drawn(view(STAFF, state=state, node_running=False))


def test_a_wave_opened_by_its_clock_says_so() -> None:
    """It is a deviation, and stands in the report."""
    late = wave("Innbyggere", opened_at=ago(3), opened_by="clock", clock_from=ago(3), settled=0.0)

    assert "fordi tiden var ute" in drawn(view(STAFF, late))


def test_many_waves_fit_a_small_terminal_without_air() -> None:
    """Five waves of two channels are nineteen lines with nothing between them."""
    waves = [wave(f"Bølge {number}", opened_at=ago(9), clock_from=ago(9), settled=0.0) for number in range(5)]

    assert len(drawn(view(*waves)).splitlines()) > 20
    assert len(drawn(view(*waves), airy=False).splitlines()) <= 20


def test_lines_are_said_of_what_changed_only() -> None:
    """A wave that moved, a node that has gone, a new state; of what stood still nothing."""
    moved, alone = view(STAFF | {"told": 80}), view(STAFF, node_running=False)
    paused = view(STAFF, flags=FLAGS | {"paused": "Feil område."})

    assert changes(view(STAFF), view(STAFF)) == changes(alone, alone) == []
    assert changes(view(STAFF), alone) == [NO_NODE]
    assert changes(view(STAFF), moved) == ["bølge 1 Ansatte: 80 av 100 nådd, SMS 0 av 0 sendt, e-post 0 av 0 sendt"]
    assert line(paused, changes(view(STAFF), paused)).partition(" ")[2] == "ØVELSE 1001-1: på pause: Feil område."
    assert line(moved, changes(None, moved)).partition(" ")[2] == (
        "ØVELSE 1001-1: under utsending; bølge 1 Ansatte: 80 av 100 nådd, SMS 0 av 0 sendt, e-post 0 av 0 sendt"
    )


class Wall:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def look(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


def paced_lines(*pictures: dict[str, Any]) -> list[tuple[float, str]]:
    """When each line is said of pictures that come eight a second."""
    wall = Wall()

    def coming() -> Iterator[dict[str, Any]]:
        for picture in pictures:
            yield picture
            wall.wait(0.125)

    return [(wall.now, said) for said in paced(coming(), wall.look, wall.wait)]


def test_a_pipe_gets_a_line_a_second_and_the_end_last() -> None:
    """Thirty-six pictures in four seconds and a half, each another, are six lines; the last has all of the end."""
    done = view(STAFF | {"told": 100, "done_at": ago(0)}, state="done", done_at=ago(0))
    told = paced_lines(*(view(STAFF | {"told": number}) for number in range(36)), done)
    times = [at for at, _ in told]

    assert len(told) == 6
    assert all(later - earlier >= PACE for earlier, later in pairwise(times))
    assert told[-1][1].partition(" ")[2] == (
        "ØVELSE 1001-1: ferdig sendt; bølge 1 Ansatte: 100 av 100 nådd, SMS 0 av 0 sendt, e-post 0 av 0 sendt, ferdig"
    )


def test_what_stands_still_is_said_once() -> None:
    """Also of an alert that was over before anybody looked."""
    done = view(STAFF, state="done", done_at=ago(0))

    assert len(paced_lines(*[done] * 30)) == 1
    assert len(paced_lines(*[view(STAFF)] * 30, done)) == 2
