"""update, correct, all-clear, retract: the next turns of an incident, each from the alert it follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_the_desk, at_work
from dispatcher.cli.drafting import tell_draft, warn_of_lists
from dispatcher.cli.drawings import sketches
from dispatcher.cli.values import by_zone, told_hold
from dispatcher.cli.wording import Command, option
from dispatcher.cli.words import under_way_without_node

if TYPE_CHECKING:
    from sqlalchemy import Connection

ONE_MORE = "en til i kriseledelsen"


@click.command(cls=Command)
@asking.alert
@asking.fields
@asking.where
@asking.acting
def update(*, alert: str, token_file: Path | None, as_json: bool, **asked: Any) -> None:
    """Lag en oppdatering av et varsel som er sendt.

    Uten områder eller soner går den til alle som fikk varselet. Med nye områder får de som er kommet til, hele første
    tekst, og de som er falt utenfor, at det ikke gjelder dem lenger.
    """
    _follow("update", alert, asked, token_file=token_file, as_json=as_json)


@click.command(cls=Command)
@asking.alert
@option("--false-alarm", is_flag=True, help="Ingenting av det var sant: falsk alarm.")
@asking.fields
@asking.where
@asking.acting
def correct(*, alert: str, token_file: Path | None, as_json: bool, **asked: Any) -> None:
    """Lag en rettelse av et varsel med feil i.

    Det som var galt, settes på pause med en gang. Rettelsen går til alle som fikk det, når den er godkjent.
    """
    _follow("correction", alert, asked, token_file=token_file, as_json=as_json)


@click.command("all-clear", cls=Command)
@asking.alert
@asking.fields
@asking.where
@asking.acting
def all_clear(*, alert: str, token_file: Path | None, as_json: bool, **asked: Any) -> None:
    """Lag meldingen om at faren er over.

    Den går til alle som har fått noe av hendelsen. Er det siste varselet ikke ferdig sendt, settes det på pause.
    """
    _follow("all-clear", alert, asked, token_file=token_file, as_json=as_json)


def _follow(kind: str, alert: str, asked: dict[str, Any], *, token_file: Path | None, as_json: bool) -> None:
    from dispatcher.composing import following
    from dispatcher.composing.request import FollowUp
    from dispatcher.domain.states import AlertKind

    zones, drawn = by_zone(asked["zones"]), sketches(asked["drawings"], asked["draw_names"])
    with at_the_desk(token_file) as (work, office):
        given = FollowUp(
            fields=dict(asked["given"]),
            areas=asked["areas"],
            zones=zones,
            drawn=drawn,
            hold_until=told_hold(asked["hold_until"], work.now()),
            false_alarm=asked.get("false_alarm", False),
        )
        warn_of_lists(office)

        def draft(connection: Connection) -> str:
            return following.follow(office.desk, connection, work.user, alert, AlertKind(kind), given, work.now())

        made = work.write(draft)
        if not as_json:
            _tell_pause(work, alert)
        tell_draft(work, made, as_json=as_json)


def _tell_pause(work: Work, alert: str) -> None:
    """Whoever writes must know that what went out stands still meanwhile, and what to do if they change their mind."""
    from dispatcher.cli.alert_facts import head

    if work.read(head, alert)["flags"]["paused"]:
        telling.note(f"{alert} er satt på pause imens. Angrer dere: dispatcher resume {alert}")


@click.command(cls=Command)
@asking.alert
@asking.why
@asking.acting
def retract(*, alert: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Trekk tilbake et varsel med teksten som er godkjent til det.

    To i kriseledelsen må be om det. Den første setter varselet på pause, den andre sender tilbaketrekkingen.
    """
    from dispatcher.cli.alert_facts import head
    from dispatcher.composing import retraction

    with at_work(token_file) as work:
        back = work.write(retraction.retract, work.user, alert, why, work.now())
        if as_json:
            told = {"retracted": back is not None, "alert": back, "waiting_for": None if back else ONE_MORE}
            telling.facts(work.read(head, alert) | told | {"node": work.node_runs()})
            return
        if back is None:
            telling.line(f"Bedt om. Ingenting mer av {alert} går ut nå, men det er ikke trukket tilbake ennå.")
            telling.line(f"Det må {ONE_MORE} be om: dispatcher retract {alert} --why TEKST")
            return
        telling.line(f"Trukket tilbake med varsel {back}.")
        telling.line(under_way_without_node(work.node_runs()) or f"Følg det: dispatcher watch {back}")
