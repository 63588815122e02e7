"""Why a capture does not start, or cannot keep what it was given.

DispatcherError
└── CaptureError
├── PortUnavailable   the pair of ports cannot be had
└── JournalUnusable   the journal cannot be read, or cannot be written just now
"""

from __future__ import annotations

from dispatcher.domain.errors import DispatcherError


class CaptureError(DispatcherError):
    """The capture cannot run as asked."""


class PortUnavailable(CaptureError):
    """The pair of ports cannot be had."""


class JournalUnusable(CaptureError):
    """The capture's journal cannot be used."""
