"""answer: whether somebody of the crisis team comes; and the words for how many do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_work, incident_number
from dispatcher.cli.values import OneOf
from dispatcher.cli.wording import Command, argument, option
from dispatcher.domain.answers import CALL_IN_ANSWERS, NO_ANSWER, words_of

ANSWERS = {"kommer": "coming", "senere": "later", "kan-ikke": "not-coming"}


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@argument("said", metavar="|".join(ANSWERS), type=OneOf(list(ANSWERS), metavar="SVAR"))
@option("--person", metavar="NØKKEL", help="Hvem i planen svaret gjelder. Ellers deg selv.")
@asking.acting
def answer(*, incident: str, said: str, person: str | None, token_file: Path | None, as_json: bool) -> None:
    """Svar på innkallingen av kriseledelsen.

    Alle svar lagres med tidspunkt, og det siste gjelder. Du kan ombestemme deg.
    """
    from dispatcher.approval import coming
    from dispatcher.domain.answers import Answer
    from dispatcher.ledger import answers_board

    with at_work(token_file) as work:
        number = incident_number(work, incident)
        whose = work.write(coming.answer, work.user, number, Answer(ANSWERS[said]), person, work.now())
        view = work.read(answers_board.answers_view, number)
    if as_json:
        telling.facts({"incident": str(number), "number": number, "person": whose} | view)
        return
    telling.line(f"Notert for hendelse {number}. {standing(view['called_in'])}")


def standing(called_in: Sequence[Mapping[str, Any]]) -> str:
    """«Kriseledelsen: 2 kommer, 1 kan ikke komme, 1 ikke svart.»; nothing where nobody was called in."""
    if not called_in:
        return ""
    counts = Counter(str(one["words"]) for one in called_in)
    order = (*(words_of(answer) for answer in CALL_IN_ANSWERS), NO_ANSWER)
    return f"Kriseledelsen: {', '.join(f'{counts[words]} {words}' for words in order if counts[words])}."
