"""The report's nynorsk, by its bokmål: a module for each part of the report, each one mapping ``WORDS``.

What is the same in both stands here too: a piece that is missing is a piece nobody has looked at.
"""

from __future__ import annotations

from dispatcher.evaluation.nynorsk import (
    assessing,
    decisions,
    evaluator,
    figures,
    key_facts,
    reach,
    reasons,
    story,
    tasks,
    timeline,
)

NYNORSK: dict[str, str] = {
    **key_facts.WORDS,
    **story.WORDS,
    **timeline.WORDS,
    **decisions.WORDS,
    **reach.WORDS,
    **reasons.WORDS,
    **tasks.WORDS,
    **evaluator.WORDS,
    **figures.WORDS,
    **assessing.WORDS,
}


def in_nynorsk(piece: str) -> str:
    """A piece with the white space it has around it; one without nynorsk stands as it is."""
    core = piece.strip()
    return piece.replace(core, NYNORSK[core]) if core in NYNORSK else piece
