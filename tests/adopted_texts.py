"""A municipality that has read its texts: what a live node asks for before it sends them to people."""

from pathlib import Path

WHO = "approved: {by: Anne Prøvestad, role: ordforer, date: 2026-11-21}\n"


def adopt_texts(home: Path) -> None:
    """Somebody stands behind every file of texts in the folder."""
    for path in (home / "templates").glob("*/*.yaml"):
        if path.parent.name != "service":  # the adopted plan is behind those
            path.write_text(WHO + path.read_text(encoding="utf-8"), encoding="utf-8")
