"""check: everything that would fail tonight, told by day. One file for each thing that may fail."""

from dispatcher.cli.checking.command import check

__all__ = ["check"]
