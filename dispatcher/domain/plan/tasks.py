"""What people do by hand, as the plan writes it: who, where, by when, and which text they copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from dispatcher.domain.plan.people_and_places import Part, Words
from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, section, text, texts, unknown
from dispatcher.domain.plan.written import Duration, Text

EXTERNAL = frozenset({"public", "press"})
TASK = "task"
_POSTER = "poster"


class PostingPlace(Part):
    """Where a poster hangs: a shop, a library, a kindergarten. ``area``: the part of the municipality it serves."""

    key: str
    name: Text
    address: str = ""
    area: str = ""


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\S*", value):
        raise ValueError("Skriv adressen til kontoen, som begynner med https://")
    return value


class OfficialAccount(Part):
    """An account of the municipality's own on a social medium. Only these are written on; ``owner`` answers for it."""

    key: str
    name: Text
    url: Annotated[str, AfterValidator(_web_address)]
    owner: str


class TaskSpec(Part):
    """A task: ``role`` does it ``within`` so long after its wave opens. ``copies``: whose text is copied.

    A relay is one task a leader who has people without an address, and ``role``'s for those who have no such leader.
    A poster is one task a posting place; without ``posting_places`` at every place of the plan. ``limit``: the most
    signs that the one who takes the text over has room for; a longer one is refused at submit. ``card``: the public
    text is also to be had as a picture.
    """

    key: str
    title: Words
    what: Words = Field(default_factory=dict)
    role: str
    kind: Literal["text", "poster", "call-list", "relay", "external"]
    place: str = ""
    posting_places: tuple[str, ...] = ()
    within: Duration
    copies: Literal["public", "press", "staff", "leader"] = "public"
    limit: Annotated[int, Field(ge=50, le=2000)] | None = None
    card: bool = False
    account: str = ""
    """The official account it is written on."""

    def words(self, language: str) -> str:
        """What the task is called in this language."""
        return self.title.get(language) or next(iter(self.title.values()))

    def how(self, language: str) -> str:
        """How it is done, in this language; may be empty."""
        return self.what.get(language) or next(iter(self.what.values()), "")


def task_faults(tree: object) -> Iterator[Found]:
    """Every fault of the tasks and the posting places."""
    roles, places, areas = keys(tree, "roles"), keys(tree, "posting_places"), keys(tree, "areas")
    spoken = [language for _, language in texts(mapping(mapping(tree).get("municipality")), "languages")]
    for key, place in section(tree, "posting_places").items():
        area = text(place, "area")
        if area and area not in areas:
            yield ("posting_places", key, "area"), unknown("område", area, areas)
    for key, account in section(tree, "accounts").items():
        owner = text(account, "owner")
        if owner and owner not in roles:
            yield ("accounts", key, "owner"), unknown("rolle", owner, roles)
    for key, task in section(tree, "tasks").items():
        role = text(task, "role")
        if role and role not in roles:
            yield ("tasks", key, "role"), unknown("rolle", role, roles)
        missing = [language for language in spoken if language not in mapping(task.get("title"))]
        if missing and task.get("title"):
            yield ("tasks", key, "title"), f"Oppgaven mangler tittel på {', '.join(missing)}."
        if task.get("card") is True and text(task, "copies") not in ("public", ""):
            yield (
                ("tasks", key, "card"),
                "Bare det alle kan lese, kan bli bildekort. Skriv copies: public, eller fjern card.",
            )
        yield from _on_account(task, key, keys(tree, "accounts"))
        for place_fault, what in _posting(task, places):
            yield ("tasks", key, *place_fault), what


def _on_account(task: Entry, key: str, accounts: tuple[str, ...]) -> Iterator[Found]:
    """What is made for social media goes out on an account that somebody answers for, and on no other."""
    account = text(task, "account")
    if account and account not in accounts:
        yield ("tasks", key, "account"), unknown("konto", account, accounts)
    if task.get("card") is True and not account:
        yield ("tasks", key, "card"), "Bildekortet er til sosiale medier: skriv hvilken av kommunens kontoer (account)."


def _posting(task: Entry, places: tuple[str, ...]) -> Iterator[Found]:
    named = texts(task, "posting_places")
    for index, name in named:
        if name not in places:
            yield ("posting_places", index), unknown("oppslagssted", name, places)
    if text(task, "kind") == _POSTER and not named and not places:
        yield (), "Plakaten har ingen steder å henge. Legg oppslagssteder i posting_places."
    if named and text(task, "kind") != _POSTER:
        yield ("posting_places",), "Bare plakater har oppslagssteder. Skriv kind: poster, eller fjern posting_places."


def wave_task_faults(tree: object, wave: Entry) -> Iterator[Found]:
    """That a wave with the channel *task* names tasks, and the other way round."""
    named, known = texts(wave, "tasks"), keys(tree, "tasks")
    has_channel = any(channel == TASK for _, channel in texts(wave, "channels"))
    for index, name in named:
        if name not in known:
            yield ("tasks", index), unknown("oppgave", name, known)
    if has_channel and not named:
        yield ("channels",), "Bølgen har kanalen task, men ingen oppgaver. Skriv for eksempel tasks: [oppslag]."
    if named and not has_channel:
        yield ("tasks",), "Bølgen har oppgaver, men ikke kanalen task. Legg task til i channels."


def copies_external(tree: object, wave: Entry) -> bool:
    """Whether any of the wave's tasks carries a text to others than the municipality's own."""
    tasks = section(tree, "tasks")
    return any(text(tasks.get(name, {}), "copies") in {*EXTERNAL, ""} for _, name in texts(wave, "tasks"))
