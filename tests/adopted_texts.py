"""A municipality that has read its texts: what a live node asks for before it sends them to people."""

from pathlib import Path

from dispatcher.plan_file import load_plan
from dispatcher.rendering import Rendering, short
from dispatcher.rendering.catalogue import name_of

WHO = "approved: {by: Anne Prøvestad, role: ordforer, date: 2026-11-21}\n"


def adopt_texts(home: Path, *, digests: bool = False) -> None:
    """Somebody stands behind every file of texts in the folder; with ``digests``, behind these words and no others."""
    found = digests_of(home) if digests else {}
    for path in (home / "templates").glob("*/*.yaml"):
        if path.parent.name != "service":  # the adopted plan is behind those
            digest = found.get(str(path.relative_to(home)))
            who = WHO.replace("}", f", digest: {digest}}}") if digest else WHO
            path.write_text(who + path.read_text(encoding="utf-8"), encoding="utf-8")


def digests_of(home: Path) -> dict[str, str]:
    """What to write down, by file."""
    rendering = Rendering.load(home, load_plan(home).plan)
    return {name_of(*file): short(digest) for file, digest in rendering.catalogue.digests.items()}
