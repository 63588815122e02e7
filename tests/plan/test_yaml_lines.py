from hypothesis import given
from hypothesis import strategies as st

from dispatcher.domain.yaml_lines import read_yaml


def test_norwegian_and_clock_times_stay_text() -> None:
    """YAML 1.2: ``no`` is a language and ``12:30`` a time, not False and not 750."""
    read = read_yaml(
        "languages: [no, nb]\nat: 12:30\nday: 2026-11-22\non: yes\nzip: 007\nshare: 0.9\nnone: ~\ntrue: true\n"
    )

    assert read.data == {
        "languages": ["no", "nb"],
        "at": "12:30",
        "day": "2026-11-22",
        "on": "yes",
        "zip": 7,
        "share": 0.9,
        "none": None,
        "true": True,
    }


def test_every_value_knows_its_line_and_a_missing_one_its_parent() -> None:
    """A fault can be said where a person must change the file."""
    read = read_yaml("# top\na:\n  b: 1\n  c:\n    - x\n    - y: 2\n")

    assert read.line(("a", "b")) == 3
    assert read.line(("a", "c", 1, "y")) == 6
    assert read.line(("a", "missing")) == 2
    assert read.line(("nothing",)) == 2


def test_a_key_written_twice_is_told_and_so_are_all_others() -> None:
    """Both duplicates are told in one go, each on its own line."""
    read = read_yaml("a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n")

    assert [(line, what.split(" ")[0]) for line, what in read.faults] == [(3, "«a»"), (6, "«d»")]


def test_an_alias_is_refused_also_when_it_names_itself() -> None:
    """An alias can make a small file endless, and nobody needs one in a plan."""
    for text in ("a: &x [1]\nb: *x\n", "a: &x [*x]\n", "a: &x {b: *x}\n"):
        assert "Henvisninger" in read_yaml(text).faults[0][1]


def test_what_was_typed_is_kept_for_the_fault_about_it() -> None:
    """A number that should have been quoted is shown as it was typed, plus sign and zeros."""
    assert read_yaml("mobile: +4742000001\n").typed[("mobile",)] == "+4742000001"


def test_broken_yaml_is_one_fault_with_its_line() -> None:
    """Text that is no YAML names the line and says what to look for."""
    read = read_yaml("a: 1\nb: Ring 112: nå\n")

    assert read.data is None
    assert read.faults[0][0] == 2
    assert "Tekst med kolon skal ha anførselstegn" in read.faults[0][1]


@given(st.text(max_size=60) | st.text(st.sampled_from("a:- \n{}[]&*!#|>\"'"), max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    """Whatever is in the file, the answer is values or faults."""
    read = read_yaml(text)

    assert all(line >= 1 and what for line, what in read.faults)
