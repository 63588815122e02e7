"""What is printed: posters, call lists and the binder. Every page stands alone: no script, nothing fetched."""

from typing import Final

WRITTEN: Final = "binder.written"
"""In the journal: that is how ``check`` knows the binder's age."""
