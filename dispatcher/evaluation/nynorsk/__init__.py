"""The report's nynorsk, by its bokmål: a module a section, each one mapping ``WORDS``."""

from __future__ import annotations

from dispatcher.evaluation.nynorsk import decisions, evaluator, key_facts, story, timeline

NYNORSK: dict[str, str] = {**key_facts.WORDS, **story.WORDS, **timeline.WORDS, **decisions.WORDS, **evaluator.WORDS}
