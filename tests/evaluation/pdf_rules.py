"""A second opinion on a PDF: what ISO 19005-2 (level A) and ISO 14289-1 ask for and a program can see.

veraPDF would be the better judge and cannot be had here (it is Java, on Maven alone). This reads the file with pikepdf
and shares nothing with the code that made it. ``faults`` names every rule that is broken; none is the answer wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table "
    "TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form".split()
)
INSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
}
PAINTS = set("Tj TJ ' \" f F f* B B* b b* S s sh Do EI".split())
NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "a": "http://www.aiim.org/pdfa/ns/id/",
    "ua": "http://www.aiim.org/pdfua/ns/id/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
}


def faults(made: bytes) -> list[str]:
    """Every broken rule, in words."""
    with pikepdf.open(BytesIO(made)) as pdf:
        tree = list(elements(pdf.Root.StructTreeRoot))
        return [
            *_document(pdf),
            *_metadata(pdf),
            *_structure(tree),
            *_tables(pdf, tree),
            *_content(pdf, tree),
            *_fonts(pdf),
            *_annotations(pdf),
        ]


def elements(root: Any) -> Iterator[tuple[Any, str]]:
    """Structure elements in reading order, each with the kind above it."""
    waiting = [(root, "")]
    while waiting:
        element, above = waiting.pop()
        kind = str(element.get("/S", "")).removeprefix("/")
        if kind:
            yield element, above
        kids = element.get("/K", ())
        each = list(kids) if isinstance(kids, Array) else [kids]
        waiting.extend((kid, kind) for kid in reversed(each) if isinstance(kid, Dictionary))


def kind_of(element: Any) -> str:
    return str(element.S).removeprefix("/")


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "encrypted"
    if "/ID" not in pdf.trailer:
        yield "no file identifier"
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "not marked as tagged"
    if not root.get("/Lang"):
        yield "no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if "/Outlines" not in root:
        yield "no bookmarks"
    if (
        {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", Dictionary()).keys())
        or "/OpenAction" in root
        or "/AA" in root
    ):
        yield "scripts, actions or attachments"
    intents = [intent for intent in root.get("/OutputIntents", ()) if intent.S == Name.GTS_PDFA1]
    if len(intents) != 1 or intents[0].DestOutputProfile.N != 3:
        yield "no RGB output intent"
    elif intents[0].DestOutputProfile.read_bytes()[36:40] != b"acsp":
        yield "the output intent has no ICC profile"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    packet = pdf.Root.Metadata.read_bytes()
    tree = etree.fromstring(packet)

    def said(path: str) -> str:
        found = tree.xpath(f"string({path})", namespaces=NS)
        return str(found)

    if len(tree.findall("rdf:RDF", NS)) != 1:
        yield "not one RDF"
    if (said("//@a:part"), said("//@a:conformance")) != ("2", "A"):
        yield "does not say PDF/A-2a"
    if said("//ua:part") != "1":
        yield "does not say PDF/UA-1"
    if NS["ua"] not in [each.text for each in tree.iter(f"{{{NS['schema']}}}namespaceURI")]:
        yield "PDF/UA's names are not described"
    pairs = {
        "/Title": "//dc:title//rdf:li",
        "/Author": "//dc:creator//rdf:li",
        "/Subject": "//dc:description//rdf:li",
        "/Creator": "//xmp:CreatorTool",
        "/Producer": "//@pdf:Producer",
    }
    for name, path in pairs.items():
        if not said(path) or str(pdf.docinfo.get(name, "")) != said(path):
            yield f"{name} is not the same in the information and the metadata"
    if said("//dc:language//rdf:li") != str(pdf.Root.get("/Lang", "")):
        yield "the languages differ"


def _structure(tree: list[tuple[Any, str]]) -> Iterator[str]:
    level = 0
    for element, above in tree:
        kind = kind_of(element)
        if kind not in STANDARD:
            yield f"{kind} is no standard type"
        if above not in INSIDE.get(kind, {above}):
            yield f"{kind} in {above}"
        if kind == "Figure" and not (str(element.get("/Alt", "")).strip() and "/BBox" in element.get("/A", {})):
            yield "a figure without words or place"
        if kind[0] == "H" and kind[1:].isdigit():
            if int(kind[1:]) > level + 1:
                yield f"{kind} after level {level}"
            level = int(kind[1:])
    if not level:
        yield "no heading"


def _tables(pdf: pikepdf.Pdf, tree: list[tuple[Any, str]]) -> Iterator[str]:
    named = set()
    waiting = [pdf.Root.StructTreeRoot.get("/IDTree", Dictionary())]
    while waiting:
        node = waiting.pop()
        named |= {bytes(name) for name in list(node.get("/Names", ()))[::2]}
        waiting.extend(node.get("/Kids", ()))
    for element, above in tree:
        kind = kind_of(element)
        if kind == "TH" and above == "TR" and str(element.get("/A", {}).get("/Scope", "")) not in {"/Row", "/Column"}:
            yield "a header without scope"
        if "/ID" in element and bytes(element.ID) not in named:
            yield "a name that is not in the table of names"
        for header in element.get("/A", {}).get("/Headers", ()) if kind == "TD" else ():
            if bytes(header) not in named:
                yield "a cell whose header does not exist"
        if kind == "Table" and not any(kind_of(each) == "TH" for each, _ in elements(Dictionary(K=Array([element])))):
            yield "a table without headers"


def _content(pdf: pikepdf.Pdf, tree: list[tuple[Any, str]]) -> Iterator[str]:
    known = {element.objgen for element, _ in tree}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for number, page in enumerate(pdf.pages, 1):
        mine, stack = parents[int(page.obj.StructParents)], []
        for each in pikepdf.parse_content_stream(page):
            operands, name = each.operands, str(each.operator)
            if name in {"BMC", "BDC"}:
                stack.append(_tagged(operands, mine, known))
            elif name == "EMC":
                stack.pop()
            elif name in PAINTS and True not in stack:
                yield f"page {number}: {name} of something that is neither tagged nor an artifact"
            if name in {"Tj", "TJ"} and None in stack:
                yield f"page {number}: text whose element is in no tree"
        if stack:
            yield f"page {number}: marked content does not end"


def _tagged(operands: Any, parents: Any, known: set[Any]) -> bool | None:
    """True: an artifact or an element of the tree. None: points to an element that is in none. False: nothing said."""
    if operands[0] == Name.Artifact:
        return True
    if len(operands) < 2 or not isinstance(operands[1], Dictionary) or "/MCID" not in operands[1]:
        return False
    element = parents[int(operands[1].MCID)]
    return True if isinstance(element, Dictionary) and element.objgen in known else None


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if not isinstance(each, Dictionary) or isinstance(each, Stream) or each.get("/Type") != Name.Font:
            continue
        if each.Subtype == Name.Type0:
            below = each.DescendantFonts[0]
            if not isinstance(each.get("/ToUnicode"), Stream):
                yield f"{each.BaseFont} cannot be read as text"
            if not {"/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys()):
                yield f"{each.BaseFont} is not embedded"
            if below.Subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in below:
                yield f"{each.BaseFont} has no map to its glyphs"
        elif each.Subtype not in {Name.CIDFontType0, Name.CIDFontType2}:
            yield f"{each.BaseFont} is of a kind nobody expects"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        notes = list(page.obj.get("/Annots", ()))
        if page.obj.get("/Tabs") != Name.S:
            yield "a page whose tab order is not the reading order"
        for note in notes:
            if not str(note.get("/Contents", "")).strip() or "/StructParent" not in note:
                yield "a link without words or tag"
            if int(note.get("/F", 0)) & 4 != 4:
                yield "a link that is not printed"
