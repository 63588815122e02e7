"""Is what somebody pasted our text? What a telephone does to it is let pass; a word more is not."""

import pytest

from dispatcher.domain.same_text import LEAST_PART, Alike, alike, plain

SENT = (
    "KOKEVARSEL fra Løten kommune 22.11 kl 03.40: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 "
    'minutt) før du drikker, lager mat eller pusser tenner. Følg "rådene" - hele døgnet. Info: loten.kommune.no/krise'
    " Nr 4821"
)
FIRST = SENT[:153]


@pytest.mark.parametrize(
    "pasted",
    [
        SENT,
        f"\n\n  {SENT}\t\n",
        SENT.replace(" ", "\u00a0\n"),
        f"«{SENT}»",
        f'"{SENT}"',
        "\n".join(f"> {word}" for word in SENT.split(" ")),
        SENT.replace('"', "\u201d").replace(" - ", " \u2013 "),
        SENT.replace("Ø", "O\u0338").replace("å", "a\u030a").replace("Å", "A\u030a"),
        "\u200b" + SENT + "\u200e\ufeff",
    ],
    ids=["same", "around", "white space", "quoted", "straight", "marked", "smart", "composed", "invisible"],
)
def test_what_a_telephone_does_is_let_pass(pasted: str) -> None:
    """White space, quotation, dashes, composed letters, signs that nobody sees."""
    assert alike(plain(pasted), plain(SENT)) is Alike.WHOLE


@pytest.mark.parametrize("pasted", [FIRST, FIRST + "...", FIRST + "\u2026", SENT[40:]])
def test_a_piece_is_a_piece(pasted: str) -> None:
    """As a long SMS comes in parts, or a screen cuts it."""
    assert alike(plain(pasted), plain(SENT)) is Alike.PART


@pytest.mark.parametrize(
    "pasted",
    [
        SENT + " Betal her: evil.example",
        "Viktig! " + SENT,
        SENT.replace("Kok", "Drikk"),
        SENT.replace("loten.kommune.no", "loten-kommune.example"),
        FIRST + " evil.example/krise",
        SENT.lower(),
        SENT[: LEAST_PART - 1],
        "KOKEVARSEL fra Løten kommune",
        "",
        "...",
    ],
    ids=["link", "before", "word", "other link", "piece and link", "letters", "short", "beginning", "none", "dots"],
)
def test_anything_else_is_not_ours(pasted: str) -> None:
    """A word more or another link, however much of the rest is real; or so little that anybody may have written it."""
    assert alike(plain(pasted), plain(SENT)) is None
