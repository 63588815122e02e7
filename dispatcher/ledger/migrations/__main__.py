"""``python -m dispatcher.ledger.migrations``: what the tables have and the steps have not, for the newest step."""

from __future__ import annotations

import sys

from dispatcher.ledger.migrations import missing


def main() -> int:
    """0 when the steps lead to the tables as they are, 1 with the operations that are missing."""
    operations = missing()
    sys.stdout.write(f"{operations}\n" if operations else "")
    return 1 if operations else 0


if __name__ == "__main__":
    sys.exit(main())
