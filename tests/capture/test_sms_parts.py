"""The capture's count of SMS parts against another implementation."""

from __future__ import annotations

import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.capture.sms_parts import sms_parts

GSM = st.text(alphabet="abcæøåÆØÅ@£$ \n\r€[]{}~^|\\0123456789", min_size=1, max_size=500)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("–" * 70, 1), ("–" * 71, 2), ("💧" * 36, 2)],
)
def test_known_lengths(text: str, parts: int) -> None:
    """160 and 153 septets, 70 and 67 units, and an emoji is two units."""
    assert sms_parts(text) == parts


@given(st.one_of(GSM, st.text(min_size=1, max_size=300)))
def test_counts_as_another_implementation_does(text: str) -> None:
    """Any text has as many parts as smsutil splits it into; no escape and no surrogate pair is split."""
    assert sms_parts(text) == len(smsutil.split(text).parts)
