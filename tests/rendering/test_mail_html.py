from dispatcher.rendering.mail_html import content, plain

MARKED = """Melding fra Løten kommune

Første <avsnitt> & mer.
Ny linje.

# Gjør dette nå
- Kok vannet
- Si fra
Og se på loten.kommune.no/krise.
"""


def test_plain_text_keeps_lists_and_sets_headings_in_capitals() -> None:
    """One empty line between paragraphs, a heading close to what it heads."""
    assert plain(MARKED) == (
        "Melding fra Løten kommune\n\nFørste <avsnitt> & mer.\nNy linje.\n\nGJØR DETTE NÅ\n- Kok vannet\n- Si fra\n\n"
        "Og se på loten.kommune.no/krise."
    )


def test_html_has_the_same_parts_and_everything_is_escaped() -> None:
    """Headings, lists and paragraphs; the page is the only link."""
    html = str(content(MARKED, "loten.kommune.no/krise"))

    assert ">Gjør dette nå</h2>" in html
    assert html.count("<li>") == 2
    assert "Første &lt;avsnitt&gt; &amp; mer.<br />Ny linje." in html
    assert 'href="https://loten.kommune.no/krise"' in html
    assert "<a" not in str(content(MARKED, ""))
