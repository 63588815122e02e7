"""serve, capture, demo: the processes. What ends them by a signal is here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import place_for
from dispatcher.cli.values import OneOf, Whole
from dispatcher.cli.wording import Command, option

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatcher.settings import Settings

SCALES = ("loten", "kristiansand")


@click.command(cls=Command)
@asking.as_json
def serve(*, as_json: bool) -> None:
    """Start en node.

    Den sender, tar imot kvitteringer og viser banner og kriseside. Stopp den med Ctrl-C.
    """
    _run("Dispatcher er klar på {address}", as_json=as_json)


@click.command(cls=Command)
@asking.as_json
def worker(*, as_json: bool) -> None:
    """Start en node uten nettsider.

    Den sender sammen med de andre nodene på samme database. Kvitteringer og banner tar de andre seg av.
    """
    _run("Dispatcher sender. Kvitteringer går til {address}", as_json=as_json, serves=False)


def _run(ready: str, *, as_json: bool, serves: bool = True) -> None:
    """A node of this process until a signal. ``ready``: what is said once it works."""
    import os

    import uvloop

    from dispatcher import logs
    from dispatcher.settings import load_settings

    logs.configure()
    _warn_of_mistyped()
    settings = load_settings(listens=serves)
    with place_for(settings.database_path):
        pass

    def announce(address: str) -> None:
        if as_json:
            telling.fact({"address": address, "pid": os.getpid()})
        else:
            telling.line(ready.format(address=address))

    uvloop.run(_until_signalled(settings, announce, serves=serves))


def _warn_of_mistyped() -> None:
    """A line in the log each, before what may be missing because of it is complained of."""
    import structlog

    from dispatcher.cli.mistyped import mistyped

    for fault in mistyped():
        structlog.get_logger().warning("settings.unknown", setting=fault.where, what=fault.what)


async def _until_signalled(settings: Settings, announce: Callable[[str], None], *, serves: bool) -> None:
    import asyncio
    import signal

    from dispatcher.app import run_node

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run_node(settings, stop=stop, announce=announce, serves=serves)


@click.command(cls=Command)
@option(
    "--port-base",
    metavar="PORT",
    type=Whole(0, 65534),
    default=0,
    help="HTTP på denne porten og SMTP på den neste. Ellers to ledige.",
)
@option("--journal", metavar="FIL", type=click.Path(path_type=Path), help="Skriv alt som fanges opp, i denne filen.")
@click.pass_context
def capture(context: click.Context, *, port_base: int, journal: Path | None) -> None:
    """Start bare fangsten, som når ingen.

    Den svarer som Twilio og som en e-posttjener, og skriver ned alt den får.
    """
    from dispatcher import logs
    from dispatcher.capture import run

    logs.configure()
    context.exit(run(port_base=port_base, journal=journal))


@click.command(cls=Command)
@option(
    "--scale",
    metavar="STØRRELSE",
    type=OneOf(SCALES, metavar="STØRRELSE"),
    default=SCALES[0],
    help="loten (over 8 000 personer, vanligst) eller kristiansand (126 500).",
)
@click.pass_context
def demo(context: click.Context, *, scale: str) -> None:
    """Kjør en hel øvelse, fra utløsing til rapport.

    Teller til slutt etter at alle ble nådd.
    """
    from dispatcher.demo.run import main

    context.exit(main(scale))
