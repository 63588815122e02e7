"""What the small public pages share: whose page it is, in which language, and how it is rendered."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from dispatcher.web.citizens.brand import BRAND
from dispatcher.web.citizens.words import WORDS, words_of
from dispatcher.web.page import CONTENT_TYPE, TEMPLATES
from dispatcher.web.services import Services, services

LANGUAGE: Final = "sprak"


def languages_of(node: Services) -> list[str]:
    """The plan's languages that these pages have words for, the plan's own first; never none."""
    return [one for one in node.plan.municipality.languages if one in WORDS] or ["nb"]


def language_of(request: web.Request) -> str:
    """The one asked for in the address; else the first of the browser's that the municipality writes; else its own."""
    known = languages_of(services(request))
    spoken = {"no": "nb", **{one: one for one in known}} if "nb" in known else {one: one for one in known}
    header = request.headers.get("Accept-Language", "").split(",")
    asked = [request.query.get(LANGUAGE, ""), *(part.split(";")[0].strip()[:2].lower() for part in header)]
    return next((spoken[one] for one in asked if one in spoken), known[0])


def page(request: web.Request, template: str, *, status: int = 200, **facts: Any) -> web.Response:
    """The page as an answer to whoever asks; nobody keeps it."""
    node, language = services(request), language_of(request)
    body = TEMPLATES.get_template(template).render(
        municipality=node.plan.municipality.name,
        contact=node.plan.municipality.contact,
        brand=request.app[BRAND],
        exercise=not node.live,
        language=language,
        languages=[(one, WORDS[one]["language"]) for one in languages_of(node)],
        words=words_of(language),
        links=links(node, language),
        path=request.path,
        root="../" * (request.path.count("/") - 1),
        **facts,
    )
    headers = {"Content-Type": CONTENT_TYPE, "Vary": "Accept-Language, Accept-Encoding"}
    answer = web.Response(status=status, body=body.encode(), headers=headers)
    answer.enable_compression()
    return answer


def links(node: Services, language: str) -> list[tuple[str, str]]:
    """The other public pages, as every one of them names them: the way from the root, and what it is called."""
    words = words_of(language)
    pushes = node.settings.webpush is not None or not node.live
    middle = [("krise/push", words["push"])] if pushes else []
    answer = ("krise/svar", words["feedback_title"])
    last = [("krise/personvern", words["privacy"]), ("tilgjengelighet", words["accessible"])]
    return [("ekte", words["genuine"]), answer, *middle, ("krise/arkiv", words["archive"]), *last]
