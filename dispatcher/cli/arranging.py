"""desk, arrange: the drafts that wait, what is taken up first, and the channels each goes out on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import at_the_desk, at_work
from dispatcher.cli.values import OneOf
from dispatcher.cli.wording import Command, option

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

PRIORITIES = {"high": "høy", "normal": "vanlig", "low": "lav"}
_CHANNELS = ("sms", "email", "push", "app", "chat")
ALL = "none"


@click.command(cls=Command)
@asking.acting
def desk(*, token_file: Path | None, as_json: bool) -> None:
    """Vis utkastene som venter, i den rekkefølgen de skal tas."""
    from dispatcher.composing.arranging import queue
    from dispatcher.domain.rights import Act, demand

    with at_work(token_file, looks=True) as work:
        demand(work.user.roles, Act.READ)
        found = work.read(queue)
    if as_json:
        telling.facts(found)
        return
    if not found:
        telling.line("Ingen utkast venter.")
    for view in found:
        from dispatcher.cli.words import CHANNELS, STATES, clock

        gone = ", ".join(CHANNELS[one] for one in view["left_out"])
        more = f", uten {gone}" if gone else ""
        what = f"{view['scenario']}, {STATES[view['state']]}, {view['created_by']} {clock(view['created_at'])}{more}"
        telling.line(f"{view['id']:>8}  {PRIORITIES[view['priority']]:<7} {what}")


@click.command(cls=Command)
@asking.alert
@option("--priority", type=OneOf(list(PRIORITIES), metavar="PRIORITET"), help="high, normal eller low.")
@option(
    "--leave-out",
    "channels",
    metavar="KANALER",
    help="Kanaler dette varselet går uten, med komma mellom: sms,email,push,app,chat. none: alle er med.",
)
@asking.acting
def arrange(*, alert: str, priority: str | None, channels: str | None, token_file: Path | None, as_json: bool) -> None:
    """Sett prioritet på et utkast, og velg hvilke av planens kanaler det går uten.

    I alvorlige saker bestemmer planen kanalene alene. Den som godkjenner, ser og svarer på hva som er tatt bort.
    """
    from dispatcher.cli.drafting import tell_draft
    from dispatcher.composing import arranging
    from dispatcher.domain.desk_queue import Priority
    from dispatcher.domain.states import ChannelName

    context = click.get_current_context()
    if priority is None and channels is None:
        raise click.UsageError("Ingenting å endre. Bruk --priority eller --leave-out.", context)
    named = [] if channels in (None, ALL) else [one.strip() for one in str(channels).split(",")]
    unknown = [one for one in named if one not in _CHANNELS]
    if unknown:
        raise click.UsageError(f"--leave-out: «{unknown[0]}» er ikke blant {', '.join(_CHANNELS)}.", context)
    leave_out = None if channels is None else [ChannelName(one) for one in named]
    with at_the_desk(token_file) as (work, office):

        def change(connection: Connection) -> None:
            chosen = Priority(priority) if priority else None
            arranging.arrange(
                office.desk, connection, work.user, alert, priority=chosen, leave_out=leave_out, now=work.now()
            )

        work.write(change)
        tell_draft(work, alert, as_json=as_json)
