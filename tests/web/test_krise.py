"""The crisis page: complete without a script, in every language, and never able to be made into something else."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from dispatcher.ledger.tables import published
from dispatcher.web.page_words import PATTERNS, WORDS
from tests.web.node import Answer, Node

SCRIPT = "<script>alert(1)</script>\"'><!--"
STREAM = "https://direkte.loten.kommune.no/presse?id=1"
IMAGE = "<img src=x onerror=alert(2)>"
VOID = {"meta", "link", "br", "img"}


class Tree(HTMLParser):
    """Elements with their attributes, ids, and the languages that text stands in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it; ``lang`` is its own or that of what it stands in."""
        given = dict(attrs)
        self.elements.append((tag, given))
        lang = given.get("lang") or (self._open[-1][1] if self._open else "")
        if tag not in VOID:
            self._open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        """Every element that was opened is closed, in order."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Text with its language."""
        if data.strip():
            self.text.append((self._open[-1][1], " ".join(data.split())))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [given for name, given in self.elements if name == tag]

    def said(self, lang: str) -> str:
        """All that stands in a language."""
        return " ".join(text for language, text in self.text if language == lang)


async def page(node: Node) -> tuple[Answer, Tree]:
    answer = await node.call("GET", "/krise")
    return answer, Tree(answer.body.decode())


async def test_nothing_to_tell_is_said_in_every_language(node: Node) -> None:
    """«Ingen aktive varsler», never an empty page."""
    answer, tree = await page(node)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Ingen aktive varsler" in tree.said("nb")
    assert "Ingen aktive varsel" in tree.said("nn")
    assert "No active alerts" in tree.said("en")


@pytest.mark.requirement("R050", "R053", "R054", "R075", "R087")
async def test_the_page_says_what_where_and_what_to_do(node: Node) -> None:
    """With sender, number, when it was sent, when the next message comes, and when the page was last updated."""
    alert = await node.published()
    _, tree = await page(node)
    said = tree.said("nb")

    assert "Evakuering av Ådalsbruk" in said
    assert "Hvor Ådalsbruk" in said
    assert "Politiet har besluttet at alle i Ådalsbruk må ut nå." in said
    assert "Dette skal du gjøre" in said
    assert "Møt på Løten ungdomsskole." in said
    assert "Neste melding senest søndag 22. november 2026 kl. 09.00" in said
    assert "Sist oppdatert søndag 22. november 2026 kl. 03.14" in said
    assert "Nr 1001" in said
    assert "Løten kommune" in said
    assert {"id": f"varsel-{alert}"}.items() <= next(one for one in tree.all("article")).items()


async def test_each_language_stands_under_its_own_mark(node: Node) -> None:
    """Bokmål first, then nynorsk and English, each with lang and its own headings; links lead to them."""
    await node.published()
    _, tree = await page(node)

    assert tree.all("html")[0]["lang"] == "nb"
    assert [section["lang"] for section in tree.all("section")] == ["nb", "nn", "en"]
    assert [link["href"] for link in tree.all("a")][:2] == ["#nn", "#en"]
    assert "Dette skal du gjere" in tree.said("nn")
    assert "What you should do" in tree.said("en")
    assert "Sunday 22 November 2026 at 09:00" in tree.said("en")


@pytest.mark.requirement("R099")
async def test_whom_to_ask_and_where_to_say_what_one_thinks(node: Node) -> None:
    """Telephone, e-mail, and a message that is begun for whoever has something to say of the information."""
    _, tree = await page(node)
    to = [str(link["href"]) for link in tree.all("a")]

    assert to.count("tel:42000010") == to.count("mailto:post@loten.example") == 3
    assert "mailto:post@loten.example?subject=Tilbakemelding%20p%C3%A5%20krisevarsel" in to
    assert "mailto:post@loten.example?subject=Feedback%20on%20emergency%20information" in to


async def test_an_exercise_is_marked_first_and_last(node: Node) -> None:
    """The first and the last words of the page, and of its title, are ØVELSE; search engines leave it alone."""
    answer, tree = await page(node)
    body = answer.body.decode().partition("<body>")[2]
    words = re.sub(r"<[^>]+>", " ", body).split()
    title = re.search(r"<title>(.*)</title>", answer.body.decode())

    assert words[0] == "ØVELSE"
    assert " ".join(words).endswith("ØVELSE Dette er en øvelse. Du skal ikke gjøre noe.")
    assert title is not None
    assert title[1].startswith("ØVELSE")
    assert title[1].endswith("ØVELSE")
    assert {"name": "robots", "content": "noindex"} in tree.all("meta")


async def test_a_late_promise_is_owned_up_to(node: Node) -> None:
    """When the promised time has passed without a word, the page says so."""
    await node.published()
    await page(node)
    node.scene.later(hours=7)
    _, tree = await page(node)

    assert "Neste melding er forsinket." in tree.said("nb")
    assert "The next message is late." in tree.said("en")


@pytest.mark.requirement("R059")
async def test_what_stands_after_sending_has_ended_says_so(node: Node) -> None:
    """Before the expiry nothing of it; after, in every language, that it still holds and when that was last said."""
    await node.published()
    _, before = await page(node)
    node.scene.later(hours=24, minutes=1)
    _, after = await page(node)

    assert "Gjelder fortsatt." not in before.said("nb")
    assert "Gjelder fortsatt. Sist bekreftet søndag 22. november 2026 kl. 03.14" in after.said("nb")
    assert "Gjeld framleis. Sist stadfesta" in after.said("nn")
    assert "Still in force. Last confirmed Sunday 22 November 2026 at 03:14" in after.said("en")
    banner = (await node.call("GET", "/banner.json")).json["alerts"]
    assert [alert["confirmed_at"] for alert in banner] == [alert["sent_at"] for alert in banner]


async def test_no_text_becomes_markup(node: Node) -> None:
    """A script typed into a field stands there to be read: in headline, text, advice, where and title."""
    fetched = {"hentested": IMAGE, "hentested_en": IMAGE, "neste_melding": "09:00"}
    alert = await node.published("vannavstengning", sted=SCRIPT, **fetched)
    answer, tree = await page(node)

    assert [given.get("src") for given in tree.all("script")] == ["krise.js"]
    assert tree.all("img") == []
    assert all(not name.startswith("on") for _, given in tree.elements for name in given)
    assert f"Vannet er borte i {SCRIPT}" in tree.said("nb")
    assert f"Drikkevann kan hentes {IMAGE}." in tree.said("nb")
    assert SCRIPT not in answer.body.decode()
    assert alert in answer.body.decode()


@pytest.mark.requirement("R062")
async def test_a_press_conference_is_a_link_on_the_page_and_in_the_e_mail_and_in_no_sms(node: Node) -> None:
    """Given with an update: banner, page and e-mail have it; anything but https is refused by name."""
    first = await node.published("kokevarsel", neste_melding="09:00")
    path = f"/api/v1/alerts/{first}/update"
    news = {"endring": "Pressekonferanse", "endring_en": "Press conference", "neste_melding": "09:00"}
    wrong = await node.call("POST", path, "kari", json={"fields": {**news, "direktesending": "javascript:alert(1)"}})
    answer = await node.call("POST", path, "kari", json={"fields": {**news, "direktesending": STREAM}})
    alert = str(answer.json["id"])
    texts = {text["key"]: text["body"] for text in answer.json["variants"]}
    fingerprint = (await node.act(alert, "submit", "kari")).json["fingerprint"]
    await node.act(alert, "approve", "anne", fingerprint=fingerprint)
    await node.until(alert, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    shown = (await node.call("GET", "/banner.json")).json["alerts"][-1]
    _, tree = await page(node)

    assert (wrong.status, list(wrong.faults)) == (422, ["fields.direktesending"])
    assert STREAM in shown["text"]["nb"]
    assert [link["href"] for link in tree.all("a") if STREAM in (link.get("href") or "")] == [STREAM] * 3
    assert {key.split(".")[1] for key, body in texts.items() if STREAM in body} == {"email", "banner", "task"}
    assert {key.split(".")[1] for key, body in texts.items() if STREAM not in body} == {"sms", "push", "app"}


async def test_lines_of_a_list_become_a_list(node: Node) -> None:
    """A text written by hand keeps its paragraphs and its list."""
    alert = await node.draft()
    own = "ØVELSE. Ta med:\n- varme klær\n- <b>medisiner</b>\n\nHjelp naboer. ØVELSE"
    await node.call("PATCH", f"/api/v1/alerts/{alert}", "kari", json={"texts": {"public.banner.nb": own}})
    fingerprint = (await node.act(alert, "submit", "kari")).json["fingerprint"]
    await node.act(alert, "approve", "anne", fingerprint=fingerprint)
    await node.until(alert, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    answer, tree = await page(node)

    assert "<ul><li>varme klær</li><li>&lt;b&gt;medisiner&lt;/b&gt;</li></ul>" in answer.body.decode()
    assert "Hjelp naboer. ØVELSE" in tree.said("nb")


async def test_the_page_leans_on_nothing_from_elsewhere(node: Node) -> None:
    """Style and script are its own files from the same place; nothing is inline."""
    await node.published()
    answer, tree = await page(node)
    links = [link["href"] for link in tree.all("link")]

    assert links == ["krise.css", "data:,"]
    assert tree.all("style") == []
    assert not re.search(r"\sstyle=|https?://", answer.body.decode())
    for name, kind in (("krise.css", "text/css"), ("krise.js", "text/javascript"), ("banner.js", "text/javascript")):
        file = await node.call("GET", f"/{name}")
        again = await node.call("GET", f"/{name}", headers={"If-None-Match": file.headers["ETag"]})

        assert file.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert file.headers["Cache-Control"] == "public, max-age=300"
        assert again.status == 304


async def test_the_exercise_page_finds_its_files(live: Node) -> None:
    """One folder down, the way to our own files is one folder up."""
    answer = await live.call("GET", "/exercise/krise", "siri")
    tree = Tree(answer.body.decode())

    assert [link["href"] for link in tree.all("link")] == ["../krise.css", "data:,"]
    assert tree.all("script")[0]["src"] == "../krise.js"


async def test_ids_are_unique_and_headings_in_order(node: Node) -> None:
    """A reader's software can find its way: no id twice, no heading level skipped, one main, one h1."""
    await node.published()
    _, tree = await page(node)
    ids = [given["id"] for _, given in tree.elements if "id" in given]
    levels = [int(tag[1]) for tag, _ in tree.elements if re.fullmatch(r"h[1-6]", tag)]

    assert len(ids) == len(set(ids))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(tree.all("main")) == 1


async def test_a_view_that_changes_nothing_costs_no_rendering(node: Node) -> None:
    """The same page has the same tag; who has it gets a 304."""
    await node.published()
    first, _ = await page(node)
    again = await node.call("GET", "/krise", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status == 304
    assert first.headers["Cache-Control"] == "public, max-age=1"


async def test_the_worst_stands_first(node: Node) -> None:
    """An extreme alert stands before a newer, milder one."""
    extreme = await node.published()
    mild = await node.approved()
    await node.until(mild, lambda view: view["waves"][2]["channels"]["banner"]["accepted"] == 1)
    _, tree = await page(node)
    shown = [given["id"] for given in tree.all("article") if "id" in given]
    rows = node.scene.ledger.read_now(lambda connection: connection.execute(published.select()).all())

    assert len(rows) == 2
    assert shown == [f"varsel-{extreme}", f"varsel-{mild}"]


def test_the_page_knows_the_same_words_in_every_language() -> None:
    """No language lacks a word, and each has its way to write a time."""
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["nb"])}
    assert set(PATTERNS) == set(WORDS)
