"""task list, done and refuse, and show --print: what people do by hand, from the command line."""

import sqlite3

from dispatcher.cli.tasks import line_of
from tests.cli.town import Town


def test_tasks_are_listed_and_a_number_nobody_has_is_not_found(with_submitted: Town) -> None:
    """Before approval there are none."""
    town = with_submitted
    listed = town.run("task", "list", "1001")

    assert (listed.code, listed.out) == (0, "Hendelsen har ingen oppgaver.\n")
    assert town.run("task", "list", "1001", "--json").json == {"tasks": []}
    for words in (("done", "77"), ("refuse", "77", "--why", "stengt")):
        refused = town.run("task", *words)
        assert (refused.code, refused.err) == (1, "Det finnes ingen oppgave 77.\n")
    shown = town.run("task", "show", "77")
    assert (shown.code, shown.err) == (1, "Det finnes ingen oppgave 77.\n")
    assert town.run("task", "refuse", "77").code == 2


def test_a_task_is_told_in_norwegian() -> None:
    """The frozen plan has its languages in the order of the alphabet; the command line speaks bokmål."""
    view = {"id": 7, "due_at": None, "answered_at": None, "place": "", "why": "", "state": "sending", "name": "Kari"}
    title = {"en": "Put up the poster", "nb": "Heng opp plakaten", "nn": "Heng opp plakaten"}

    assert line_of(view | {"title": title}) == "     7  delt ut  Heng opp plakaten  (Kari)"


def test_the_poster_is_printed_whole_and_the_names_only_to_those_who_act(submitted: Town) -> None:
    """One HTML file on standard output; an evaluator is told that the call lists are not for them."""
    town = submitted
    mine = town.run("show", town.alert, "--print")
    read = town.run("show", town.alert, "--print", by="jon")

    assert (mine.code, mine.err) == (0, "")
    assert mine.out.startswith("<!doctype html>")
    assert mine.out.count('<section class="sheet poster') == 3
    assert read.code == 0
    assert "crisis-team og approver" in read.err
    with sqlite3.connect(town.home / "var" / "dispatcher.db") as database:
        who = database.execute("SELECT actor, data FROM journal WHERE kind = 'addresses.read'").fetchall()
    assert who == [("siri", '{"what": "call-lists"}')]
