"""click, in Norwegian: help, options and every complaint about how a command was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import click


class Option(click.Option):
    """An option whose help says in Norwegian that it must be given."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = "må oppgis"
        return extra

    def get_error_hint(self, ctx: click.Context | None) -> str:  # noqa: ARG002
        return max(self.opts, key=len)


class Argument(click.Argument):
    """An argument that is called the same in the usage line and in a complaint."""

    def get_error_hint(self, ctx: click.Context | None) -> str:  # noqa: ARG002
        return self.human_readable_name


class Worded(click.Command):
    """What commands and groups of commands share: Norwegian headings and help."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Bruk: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Valg"):
            formatter.write_dl([record for record in records if record])

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments are told in the text and in the usage line."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Vis denne hjelpen."
        return option


class Command(Worded):
    """One command."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        return ["[VALG]…" if piece == self.options_metavar else piece for piece in pieces]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            ctx.fail(f"«{' '.join(rest)}» er for mye. Sett tekst med mellomrom i anførselstegn.")
        return rest


class Group(Worded, click.Group):
    """A command with commands of its own, listed under the headings of ``sections`` in their order."""

    command_class = Command
    sections: ClassVar[Mapping[str, Sequence[str]]] = {}

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return ["KOMMANDO …"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        width = max(map(len, self.commands))
        for heading, names in (self.sections or {"Kommandoer": sorted(self.commands)}).items():
            with formatter.section(heading):
                limit = formatter.width - width - 6
                rows = [(name.ljust(width), self.commands[name].get_short_help_str(limit)) for name in names]
                formatter.write_dl(rows)


def option(*names: str, **attrs: Any) -> Callable[[Any], Any]:
    """An option in our wording."""
    return click.option(*names, cls=Option, **attrs)


def argument(*names: str, **attrs: Any) -> Callable[[Any], Any]:
    """An argument in our wording."""
    return click.argument(*names, cls=Argument, **attrs)


def complaint(error: click.ClickException) -> str:
    """What is wrong with how a command was written, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{_sentence(error)}\nSe «{context.command_path if context else 'dispatcher'} --help»."


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchCommand():
            return f"Det finnes ingen kommando «{error.command_name}».{_meant(error.possibilities)}"
        case click.NoSuchOption():
            return f"Det finnes ikke noe valg «{error.option_name}».{_meant(error.possibilities)}"
        case click.MissingParameter(param=click.Parameter() as param):
            return f"{param.get_error_hint(error.ctx)} mangler."
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as param):
            return f"{param.get_error_hint(error.ctx)}: Må være en av: {', '.join(map(str, choice.choices))}."
        case click.BadParameter(param=click.Parameter(type=click.types.IntParamType()) as param):
            return f"{param.get_error_hint(error.ctx)}: Må være et helt tall."
        case click.BadParameter(param=click.Parameter() as param):
            return f"{param.get_error_hint(error.ctx)}: {error.message}"
        case click.BadOptionUsage():
            # click tells the two apart in its message only.
            end = "tar ingen verdi" if "does not take" in error.message else "mangler en verdi"
            return f"{error.option_name} {end}."
        case _:
            return error.format_message()


def _meant(possibilities: Sequence[str] | None) -> str:
    return f" Mente du {' eller '.join(f'«{one}»' for one in possibilities)}?" if possibilities else ""
