"""What an adoption is of: the words themselves. A digest of them, so that a word changed afterwards is seen.

Over the values and not the file: a comment or a line break that moves changes nothing that anybody reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from dispatcher.domain.plan import Scenario

APPROVED = "approved"
FEWEST_DIGITS, SHOWN_DIGITS, GROUP = 12, 16, 4


def digest_of(*parts: object) -> str:
    """64 hex digits over these values, who adopted them left out."""
    said = json.dumps([_words(part) for part in parts], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def of_scenario(scenario: Scenario, files: Iterable[str]) -> str:
    """Of all that a first alert may say: its files in every language, and the words of its choices."""
    chosen = [(field.key, field.default, field.choices) for field in scenario.fields]
    return digest_of(list(files), chosen)


def short(digest: str) -> str:
    """As it is written down: «3f9a-c41e-02bd-77aa». The dashes keep YAML from reading it as a number."""
    return "-".join(digest[start : start + GROUP] for start in range(0, SHOWN_DIGITS, GROUP))


def is_of(written: str, digest: str) -> bool:
    """Whether what somebody wrote down is this digest: at least its first twelve digits, dashes or not."""
    plain = written.replace("-", "").strip().lower()
    return len(plain) >= FEWEST_DIGITS and digest.startswith(plain)


def _words(part: object) -> object:
    if not isinstance(part, Mapping):
        return part
    return {key: value for key, value in part.items() if key != APPROVED}
