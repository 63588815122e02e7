"""Jinja2 cut down at load: text, ``{{ name }}`` with a few named filters, and ``{% if name %}``. Nothing else.

No loop, attribute, call, index, arithmetic, include, set or macro can be written, so no template can run for ever,
take the memory or reach anything. The sandbox stands behind as a second wall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dispatcher.rendering.moments import Moment

LONGEST_TEMPLATE = 8_000
KEPT = 64


class SubsetFault(Exception):
    """A template holds what it may not; ``line`` counts within the text."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


class Hole(Exception):
    """A text needs something that was not given. ``name`` is what."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Missing:
    """What was not given: false in ``{% if %}``, a Hole where it is printed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        raise Hole(self.name)


class Untranslated(Missing):
    """Given, but not in this language: may not be left out in silence, so even ``{% if %}`` is a Hole."""

    def __bool__(self) -> bool:
        raise Hole(self.name)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template that holds nothing it may not, and the names it asks for."""

    template: Template
    names: frozenset[str]
    _done: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False, compare=False)

    def render(self, context: Mapping[str, object]) -> str:
        """The text. Raises Hole when something it prints was not given.

        The last few are kept: an alert's variants, and ``check``'s five thousand, differ in little of what a text
        asks for, and Jinja2 takes 50 µs to begin (measured: 8 s of a ``check``, 2 s with this).
        """
        asked = tuple(_identity(context.get(name)) for name in self.names)
        if asked not in self._done:
            if len(self._done) >= KEPT:
                self._done.clear()
            self._done[asked] = self.template.render(context)
        return self._done[asked]


def _identity(value: object) -> object:
    """What a text can see of a value."""
    return (type(value), value.name) if isinstance(value, Missing) else value


def _sentence(value: object) -> str:
    """A whole sentence: capital first, full stop last."""
    text = _upfirst(value)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _upper(value: object) -> str:
    return str(value).upper()


def _upfirst(value: object) -> str:
    text = str(value)
    return text[:1].upper() + text[1:]


def _date(value: object) -> str:
    return value.date if isinstance(value, Moment) else str(value)


def _clock(value: object) -> str:
    return value.clock if isinstance(value, Moment) else str(value)


def _near(value: object) -> str:
    return value.near if isinstance(value, Moment) else str(value)


FILTERS: dict[str, Callable[[object], str]] = {
    "date": _date,
    "clock": _clock,
    "near": _near,
    "sentence": _sentence,
    "upfirst": _upfirst,
    "upper": _upper,
}


def _environment(*, escape: bool) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=escape)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    environment.filters.update(FILTERS)
    return environment


_TEXT, _HTML = _environment(escape=False), _environment(escape=True)


def compile_template(source: str, *, escape: bool = False) -> Compiled:
    """Check and compile. Raises SubsetFault with the line of the first thing that is not allowed."""
    if len(source) > LONGEST_TEMPLATE:
        raise SubsetFault(1, f"Teksten er for lang ({len(source)} tegn). Høyst {LONGEST_TEMPLATE} tegn.")
    environment = _HTML if escape else _TEXT
    try:
        tree = environment.parse(source)
        names = frozenset(name for node in tree.body for name in _names(node))
        return Compiled(environment.from_string(source), names)
    except TemplateSyntaxError as error:
        raise SubsetFault(error.lineno, _syntax(error)) from None
    except RecursionError:
        raise SubsetFault(1, "Teksten har for mange {% if %} inni hverandre.") from None


def _syntax(error: TemplateSyntaxError) -> str:
    return f"Teksten kan ikke leses som mal ({error.message}). Se etter {{{{ }}}} og {{% if %}}…{{% endif %}}."


def _names(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.TemplateData():
            return
        case nodes.Output():
            for printed in node.nodes:
                yield from _printed(printed)
        case nodes.If(test=nodes.Name() as test):
            yield test.name
            for inner in (*node.body, *node.elif_, *node.else_):
                yield from _names(inner)
        case _:
            raise _not_allowed(node)


def _printed(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.TemplateData():
            return
        case nodes.Name():
            yield node.name
        case nodes.Filter(node=nodes.Name() as name, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
            if node.name not in FILTERS:
                raise SubsetFault(node.lineno, f"Ukjent filter «{node.name}». Bruk et av: {', '.join(FILTERS)}.")
            yield name.name
        case _:
            raise _not_allowed(node)


_WORDS: dict[type[nodes.Node], str] = {
    nodes.For: "en løkke ({% for %})",
    nodes.Getattr: "et punktum etter navnet ({{ navn.noe }})",
    nodes.Getitem: "en klamme etter navnet ({{ navn[…] }})",
    nodes.Call: "et kall ({{ navn() }})",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from %}",
    nodes.Extends: "{% extends %}",
    nodes.Assign: "{% set %}",
    nodes.Macro: "{% macro %}",
    nodes.Filter: "et filter på noe annet enn et navn",
    nodes.BinExpr: "regning",
    nodes.Const: "en fast verdi i {{ }}",
}


def _not_allowed(node: nodes.Node) -> SubsetFault:
    culprit = node.test if isinstance(node, nodes.If) else node
    what = next((words for kind, words in _WORDS.items() if isinstance(culprit, kind)), "et uttrykk")
    return SubsetFault(
        node.lineno, f"Malen har {what}. Bare tekst, {{{{ navn }}}} og {{% if navn %}}…{{% endif %}} er tillatt."
    )
