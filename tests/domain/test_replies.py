"""What people write at night, read as they meant it; and codes that belong to one person and one text."""

import pytest

from dispatcher.domain.answers import Answer
from dispatcher.domain.replies import Meaning, code_for, read_reply

SALT, PRINT = "00" * 16, "ab" * 32


@pytest.mark.parametrize(
    "written",
    ["JA 482193", "ja 482 193", "Ja, 482193!", "JA482193", "482193 ja", " ja\n482-193 ", "«Ja» 482193.", "yes 482193"],
)
def test_a_yes_is_read_whatever_stands_around_it(written: str) -> None:
    """Case, spaces, punctuation and order do not count."""
    reply = read_reply(written)

    assert (reply.meaning, reply.code) == (Meaning.YES, "482193")


@pytest.mark.parametrize("written", ["NEI 482193", "nei 482 193", "Nei, 482193", "no 482193"])
def test_a_no_too(written: str) -> None:
    """The same of NEI."""
    reply = read_reply(written)

    assert (reply.meaning, reply.code) == (Meaning.NO, "482193")


@pytest.mark.parametrize("written", ["ja", "ja nei 482193", "ikke ja 482193", "ja takk 482193 ?", "482193", "", "🙂"])
def test_what_could_mean_two_things_is_no_yes(written: str) -> None:
    """Without a code, with both words, or with words beside it that nobody can weigh."""
    assert read_reply(written).meaning not in {Meaning.YES, Meaning.NO}


@pytest.mark.parametrize(
    ("written", "number"), [("PAUSE 4821", "4821"), ("pause", ""), ("Pausa!", ""), ("nei, PAUSE", "")]
)
def test_a_pause_wins_over_everything(written: str, number: str) -> None:
    """Holding back is never the wrong way to read somebody."""
    reply = read_reply(written)

    assert (reply.meaning, reply.code) == (Meaning.PAUSE, number)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("1", Answer.COMING),
        ("2.", Answer.LATER),
        (" 3 ", Answer.NOT_COMING),
        ("1 kommer om 20", None),
        ("Kommer", Answer.COMING),
        ("kjem seinare", Answer.LATER),
        ("kan ikke", Answer.NOT_COMING),
        ("Eg kan ikkje kome", Answer.NOT_COMING),
        ("4", None),
        ("12", None),
        ("hva skjer?", None),
    ],
)
def test_the_crisis_team_answers_by_digit_or_in_words(written: str, answer: Answer | None) -> None:
    """A digit alone, or the words of the call-in; what is unclear is no answer."""
    assert read_reply(written).answer == answer


def test_a_code_is_of_one_person_one_text_and_one_submission() -> None:
    """Six digits, always the same; another person's, another fingerprint's and another salt's differ."""
    mine = code_for(SALT, PRINT, "ordforer")

    assert mine == code_for(SALT, PRINT, "ordforer")
    assert (len(mine), mine.isdigit()) == (6, True)
    others = {
        code_for(SALT, PRINT, "varaordforer"),
        code_for(SALT, "cd" * 32, "ordforer"),
        code_for("01" * 16, PRINT, "ordforer"),
    }
    assert mine not in others
    assert len(others) == 3
