"""Make web/static/designsystemet.css: what the console uses of Digdir's Designsystemet, in one file with its licence.

    npm pack @digdir/designsystemet-css@1.22.0 && tar xzf digdir-designsystemet-css-1.22.0.tgz
    python scripts/vendor_styles.py package

The whole is 147 kB; a page on a telephone uses a sixth of it. Whoever needs one more part adds its name and runs this.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

BASE = "base heading paragraph label list".split()
COMPONENTS = "link button alert details divider field fieldset input validation-message skip-link".split()
KEPT = BASE + COMPONENTS
LAYERS = "@layer ds.theme, ds.base, ds.components;"
OUT = Path(__file__).parent.parent / "dispatcher/web/static/designsystemet.css"


def main(package: Path) -> None:
    """Write the file."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    licence = (package / "LICENSE").read_text(encoding="utf-8").strip()
    head = f"{about['name']} {about['version']}, cut down by scripts/vendor_styles.py to: {' '.join(KEPT)}\n\n{licence}"
    theme = (package / "dist/theme/designsystemet.css").read_text(encoding="utf-8")
    parts = [LAYERS, smaller(theme)]
    for layer, names in (("ds.base", BASE), ("ds.components", COMPONENTS)):
        files = [(package / "dist/src" / f"{name}.css").read_text(encoding="utf-8").strip() for name in names]
        parts += [f"@layer {layer} {{{file}}}" for file in files]  # a part alone has no layer; the whole puts it in one
    OUT.write_text(f"/*!\n{head}\n*/\n" + "\n".join(parts) + "\n", encoding="utf-8")
    print(f"{OUT}: {OUT.stat().st_size} bytes")


def smaller(styles: str) -> str:
    """Without comments and the white space that says nothing; other charsets than UTF-8 are not named."""
    styles = re.sub(r"/\*.*?\*/|@charset [^;]+;", "", styles, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", styles)).strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
