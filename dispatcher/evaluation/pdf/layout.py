"""HTML to PDF by WeasyPrint, which fetches nothing: our fonts and pictures in the page itself are all there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from dispatcher.evaluation.pdf.paper import made_ready
from dispatcher.evaluation.pdf.tagging import tagged

HERE = Path(__file__).parent


class NothingOutside(FatalURLFetchingError):  # type: ignore[misc]
    """A page that stands alone asks for something from outside."""


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Opens what lies beside this module, and pictures that stand in the page itself."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The resource. Raises NothingOutside."""
        parts = urlsplit(url)
        beside = parts.scheme == "file" and Path(url2pathname(parts.path)).resolve().is_relative_to(HERE)
        if not (beside or parts.scheme == "data"):
            raise NothingOutside
        return super().fetch(url, headers)


def laid_out(html: str) -> bytes:
    """The PDF. Raises NothingOutside for a page that is not whole in itself."""
    page = HTML(string=html, base_url=HERE.as_uri() + "/", url_fetcher=OwnFiles())
    ready = made_ready(page.etree_element, (HERE / "print.css").read_text(encoding="utf-8"))
    made = page.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/a-2a", pdf_identifier=b"dispatcher")
    return tagged(made, ready)
