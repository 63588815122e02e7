"""Part 6: what the evaluation, the archive and the privacy of those in the record keep."""

from __future__ import annotations

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """Only adds, one function a subject."""
    _evaluations()
    _archive()
    _privacy()


def _evaluations() -> None:
    """What people write beside the record: impressions, assessment, hearing, measures, what citizens say."""


def _archive() -> None:
    """The packages made of an incident, and who confirmed that the archive has them."""


def _privacy() -> None:
    """Holds, what has been made pseudonymous and when, and what a person asked about their own data."""
