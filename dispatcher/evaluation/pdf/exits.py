"""How the process that lays out the PDF ends, when it does not end well."""

from __future__ import annotations

from typing import Final

NO_LIBRARY: Final = 3
TOO_LARGE: Final = 4
