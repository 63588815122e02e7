"""What PDF/A-2a and PDF/UA-1 ask for and WeasyPrint leaves out, written into its PDF.

Headers of tables get their scope and can be looked up by name, passages their language, links their words, pages their
tab order; running headers are artifacts, and the metadata says which standards the file keeps.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from dispatcher.evaluation.pdf.metadata import with_standards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatcher.evaluation.pdf.paper import Ready


def tagged(made: bytes, ready: Ready) -> bytes:
    """The PDF with whole tags. Always the same for the same PDF."""
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot))
        _scopes(pdf, elements)
        _languages(elements, ready.passages)
        _artifacts(pdf, elements)
        for page in pdf.pages:
            page.obj.Tabs = Name.S
            for note in page.obj.get("/Annots", ()):
                target = str(note.get("/Contents", "")).removeprefix("#")
                note.Contents = String(ready.links.get(target) or target)
        pdf.Root.Metadata = pdf.make_stream(
            with_standards(pdf.Root.Metadata.read_bytes(), ready.language), Type=Name.Metadata, Subtype=Name.XML
        )
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _elements(root: Any) -> Iterator[tuple[Any, str]]:
    """Every structure element in reading order, with the kind of the one above it."""
    waiting = [(root, "")]
    while waiting:
        element, above = waiting.pop()
        if "/S" in element:
            yield element, above
        kids = element.get("/K", ())
        below = str(element.get("/S", ""))
        each = kids if isinstance(kids, Array) else [kids]
        waiting.extend((kid, below) for kid in reversed(list(each)) if isinstance(kid, Dictionary))


def _scopes(pdf: pikepdf.Pdf, elements: list[tuple[Any, str]]) -> None:
    """A header says whether it is of a column or a row, and stands in the table of names that the cells refer by."""
    names = []
    in_head = False
    for element, above in elements:
        kind = str(element.S)
        if kind in {"/THead", "/TBody"}:
            in_head = kind == "/THead"
        if kind == "/TH" and above == "/TR":
            element.A.Scope = Name.Column if in_head else Name.Row
            names.append((bytes(element.ID), element))
    if names:
        pairs = [part for name, element in sorted(names, key=lambda pair: pair[0]) for part in (String(name), element)]
        limits = Array([pairs[0], pairs[-2]])
        leaf = pdf.make_indirect(Dictionary(Limits=limits, Names=Array(pairs)))
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def _languages(elements: list[tuple[Any, str]], passages: tuple[str, ...]) -> None:
    """A passage longer than a page is several elements, and then nobody knows which is whose: none is said."""
    quotes = [element for element, _ in elements if Name.BlockQuote == element.S]
    if len(quotes) == len(passages):
        for quote, language in zip(quotes, passages, strict=True):
            quote.Lang = String(language)


def _artifacts(pdf: pikepdf.Pdf, elements: list[tuple[Any, str]]) -> None:
    """Running headers hang on elements that are in no tree: they are marked as decoration of the page."""
    known = {element.objgen for element, _ in elements}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    marked = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pdf.pages:
        parents = marked[int(page.obj.StructParents)]
        loose = {mcid for mcid, element in enumerate(parents) if element.objgen not in known}
        if loose:
            _mark(pdf, page, loose)
            for mcid in loose:
                parents[mcid] = None


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page, loose: set[int]) -> None:
    artifact = [Name.Artifact, Dictionary(Type=Name.Pagination)]
    content = [
        pikepdf.ContentStreamInstruction(artifact, each.operator)
        if str(each.operator) == "BDC" and _mcid(each.operands) in loose
        else each
        for each in pikepdf.parse_content_stream(page)
    ]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))


def _mcid(operands: Any) -> int:
    properties = operands[1]
    return int(properties.get("/MCID", -1)) if isinstance(properties, Dictionary) else -1
