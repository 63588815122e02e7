"""answer: whether one of the crisis team comes; and list, which says how many do."""

from tests.cli.town import Town


def test_who_comes_is_answered_and_listed(drafted: Town) -> None:
    """Siri comes, then she cannot; the log keeper writes down another; list and the report have the last of each."""
    first = drafted.run("answer", "1001", "kommer")
    second = drafted.run("answer", "1001-1", "kan-ikke", "--json")
    other = drafted.run("answer", "1001", "senere", "--person", "kommunedirektor")
    listed = drafted.run("list")
    reported = drafted.run("report", "1001", "--out", str(drafted.home / "out"))
    page = next((drafted.home / "out").glob("*.html")).read_text()

    assert first.out == "Notert for hendelse 1001. Kriseledelsen: 1 kommer.\n"
    assert [one["answer"] for one in second.json["answers"]] == ["coming", "not-coming"]
    assert other.out == "Notert for hendelse 1001. Kriseledelsen: 1 kommer senere, 1 kan ikke komme.\n"
    assert "Hendelse 1001. Kriseledelsen: 1 kommer senere, 1 kan ikke komme." in listed.out
    assert reported.code == 0
    assert "Svar fra Marit Eksemplund på skjermen: kommer senere" in page


def test_an_answer_that_is_none_is_told(drafted: Town) -> None:
    """A word nobody knows is wrong use; a person nobody calls in is refused with the names of those who are."""
    wrong = drafted.run("answer", "1001", "kanskje")
    outside = drafted.run("answer", "1001", "kommer", "--person", "ordforer")

    assert wrong.code == 2
    assert outside.code == 1
    assert "Planen kaller inn: " in outside.err
