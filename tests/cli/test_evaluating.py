"""evaluate and measure at the terminal, and what check says of a measure past its day."""

from __future__ import annotations

from tests.cli.town import Town

ADD = ("measure", "add", "--kind", "plan", "--what", "Ny ringeliste", "--why", "Gammel", "--owner", "IKT")


def test_an_evaluation_is_written_and_read(drafted: Town) -> None:
    """What is done and what is missing; a part at a time; what is wrong is told."""
    town = drafted
    first = town.run("evaluate", "1001", "impression", "--set", "good=Rolig", by="siri")
    town.run("evaluate", "1001", "assess", "--set", "good=Det meste", "--set", "effect=Ja", by="jon")
    empty = town.run("evaluate", "1001", "comment", "--set", "text=Enig", by="siri")
    both = town.run("evaluate", "1001", "--hear", "2099-01-01", "--approve", by="jon")
    town.run("evaluate", "1001-1", "--hear", "2099-01-01", by="jon")
    early = town.run("evaluate", "1001", "--approve", by="anne")
    found = town.run("evaluate", "1001", "--json", by="jon").json

    assert first.code == 0
    assert "Evaluering av hendelse 1001: versjon 1." in first.out
    assert "  mangler  Hendelsen er avsluttet" in first.out
    assert (empty.code, "ikke på høring" in empty.err) == (1, True)
    assert both.code == 2
    assert (early.code, "ikke avsluttet" in early.err) == (1, True)
    assert found["evaluation"]["assessment"] == {"good": "Det meste", "effect": "Ja"}
    assert found["evaluation"]["state"] == "hearing"


def test_the_text_that_is_heard_is_read_at_the_terminal(drafted: Town) -> None:
    """What is written, goals with their numbers and how they went; an act tells the steps alone."""
    town = drafted
    town.run("evaluate", "1001", "goal", "--set", "goal=Ringt innen 10 minutter", by="jon")
    town.run("evaluate", "1001", "goal", "--set", "goal=Riktig sone", "--set", "outcome=reached", by="jon")
    judge = ("evaluate", "1001", "goal", "--set", "number=1", "--set", "outcome=partly")
    unsaid = town.run(*judge, by="jon")
    judged = town.run(*judge, "--set", "why=En av to", by="jon")
    wrong = {
        "outcome": town.run("evaluate", "1001", "goal", "--set", "goal=x", "--set", "outcome=nesten", by="jon"),
        "status": town.run("evaluate", "1001", "goal", "--set", "status=partly", by="jon"),
        "number": town.run("evaluate", "1001", "goal", "--set", "number=en", "--set", "outcome=not", by="jon"),
    }
    unjudged = town.run("evaluate", "1001", "goal", "--set", "number=1", by="jon")
    nothing = town.run("evaluate", "1001", "--why", "x", by="jon")
    town.run("evaluate", "1001", "assess", "--set", "good=Det meste\nog mer", by="jon")
    town.run("evaluate", "1001", "--hear", "2099-01-01", by="jon")
    town.run("evaluate", "1001", "comment", "--set", "text=Enig", by="siri")
    read = town.run("evaluate", "1001", by="siri").out
    town.run("close", "1001", "--why", "over")
    early = town.run("evaluate", "1001", "--approve", by="anne")
    final = town.run("evaluate", "1001", "--approve", "--why", "Alle har svart", by="anne")

    assert (unsaid.code, "hvorfor målet ikke ble nådd" in unsaid.err) == (1, True)
    assert (judged.code, "Teksten" in judged.out) == (0, False)
    assert wrong["outcome"].err == "outcome: Må være en av: reached, partly, not.\n"
    assert wrong["status"].err == "status: Ukjent navn. Her kan stå: goal, why, outcome, number.\n"
    assert wrong["number"].err.startswith("number: Øvingsmål har et nummer.")
    assert (unjudged.code, nothing.code) == (1, 2)
    for words in (
        "Teksten, versjon 1 (på høring)\nHøringen ble åpnet av jon",
        "siste dag for kommentarer 01.01.2099.",
        "  1  Ringt innen 10 minutter: delvis nådd\n    En av to",
        "  2  Riktig sone: nådd\n",
        "  Hva har fungert bra?\n    Det meste\n    og mer\n",
        "Kommentarer fra høringen\n  siri, ",
        "\n    Kommentar: Enig\n",
    ):
        assert words in read, words
    assert (early.code, "fra og med 02.01.2099" in early.err) == (1, True)
    assert final.code == 0, final.err
    assert "Grunnen: Alle har svart" in town.run("evaluate", "1001", by="siri").out


def test_measures_are_opened_changed_and_closed(drafted: Town) -> None:
    """With and without an incident; one past its day stands in check by its number, without its words."""
    town = drafted
    opened = town.run(*ADD, "--due", "2020-01-01", "--incident", "1001", "--json").json
    wrong = town.run(*ADD, "--due", "snart")
    checked = town.run("check", "--json", by=None).json
    changed = town.run("measure", "change", "1", "--due", "2099-01-01", "--begun")
    closed = town.run("measure", "close", "1", "--reference", "26/1234")
    listed = town.run("measure", "list", "--open").out

    assert (opened["id"], opened["incident"], opened["overdue"]) == (1, "1001", True)
    assert (wrong.code, "Skriv fristen" in wrong.err) == (1, True)
    told = [one["what"] for one in checked["warnings"] if one["where"] == "tiltak"]
    assert told == ["Tiltak 1 skulle vært gjort 01.01.2020. Se: dispatcher measure list"]
    assert changed.out == "   1  Ny ringeliste [plan] IKT, frist 2099-01-01: i arbeid\n"
    assert closed.out.endswith("lukket (26/1234)\n")
    assert listed == "Ingen tiltak.\n"


def test_a_deadline_that_has_passed_is_kept_and_said(drafted: Town) -> None:
    """It may be right, or a wrong year: whoever set it is told, and nobody else."""
    late = drafted.run(*ADD, "--due", "2020-01-01")
    told = drafted.run(*ADD, "--due", "2020-01-01", "--json")
    ahead = drafted.run(*ADD, "--due", "2099-01-01")
    number = int(late.out.split()[0])
    begun = drafted.run("measure", "change", str(number), "--begun")
    again = drafted.run("measure", "change", str(number), "--due", "2021-02-03")

    assert (late.code, "over fristen" in late.out) == (0, True)
    assert late.err.startswith("Fristen 01.01.2020 er passert")
    assert late.err.endswith(f"dispatcher measure change {number} --due DATO\n")
    assert (told.json["overdue"], "er passert" in told.err) == (True, True)
    assert (ahead.err, begun.err) == ("", "")
    assert again.err.startswith("Fristen 03.02.2021 er passert")


def test_what_the_archive_lacks_is_said_where_it_matters(drafted: Town) -> None:
    """Retention says that nothing goes before the archive has it all; a package says what came after it was made."""
    town = drafted
    bare = town.run("retention", "1001", by="jon")
    town.run("archive", "1001", "--out", "ut", by="jon")
    town.run("archive", "1001", "--confirm", "2026/12-3", by="jon")
    fresh = town.run("archive", "1001", by="jon")
    kept = town.run("retention", "1001", by="jon")
    town.run("log", "1001", "Etterpå.")
    one = town.run("archive", "1001", by="jon")
    town.run("log", "1001", "Enda mer.")
    two = town.run("archive", "1001", "--json", by="jon").json["packages"]
    again = town.run("retention", "1001", "--json", by="jon").json

    assert "Arkivet har ikke bekreftet" in bare.out
    assert "dispatcher archive 1001" in bare.out
    assert "2026/12-3." in fresh.out
    assert "Utdatert" not in fresh.out
    assert "Arkivet" not in kept.out
    assert "2026/12-3. Utdatert: pakken mangler 1 linje som er kommet i loggen etterpå." in one.out
    assert [package["lacks"] for package in two] == [2]
    assert again["archived_at"] is None
