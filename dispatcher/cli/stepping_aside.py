"""recuse, absence, unavailable, available; approve-alone and confirm: when those who should decide cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work
from dispatcher.cli.deciding import BUT_NO_NODE, follow, idle, tell
from dispatcher.cli.wording import Command, option

if TYPE_CHECKING:
    from datetime import datetime

_person = option("--person", metavar="PERSON", required=True, help="Personens nøkkel i planen, for eksempel ordforer.")


@click.command(cls=Command)
@asking.alert
@asking.acting
def recuse(*, alert: str, token_file: Path | None, as_json: bool) -> None:
    """Meld deg berørt eller inhabil.

    Den neste i planen blir spurt med en gang. Du avgjør ikke mer i denne hendelsen.
    """
    from dispatcher.approval import aside

    with at_work(token_file) as work:
        work.write(aside.recuse, work.user, alert, work.now())
        tell(work, alert, f"Du er meldt berørt. {_next(work, alert)}", as_json=as_json)


@click.command(cls=Command)
@asking.alert
@_person
@asking.why
@asking.acting
def unavailable(*, alert: str, person: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Sett en som kan godkjenne, som utilgjengelig.

    Det som er spurt av personen, gjelder ikke lenger. Den neste blir spurt. Gjelder til noen opphever det.
    """
    from dispatcher.approval import aside

    with at_work(token_file) as work:
        work.write(aside.set_unavailable, work.user, alert, person, why, work.now())
        tell(work, alert, f"{person} er satt som utilgjengelig. {_next(work, alert)}", as_json=as_json)


@click.command(cls=Command)
@asking.alert
@_person
@asking.acting
def available(*, alert: str, person: str, token_file: Path | None, as_json: bool) -> None:
    """Opphev at noen er utilgjengelig."""
    from dispatcher.approval import aside

    with at_work(token_file) as work:
        work.write(aside.set_available, work.user, alert, person, work.now())
        tell(work, alert, f"{person} er tilgjengelig igjen. {_next(work, alert)}", as_json=as_json)


@click.command(cls=Command)
@option("--from", "since", metavar="TID", help="Når fraværet begynner, for eksempel 24.12 16:00. Ellers nå.")
@option("--to", "until", metavar="TID", help="Når du er tilbake, for eksempel 27.12 08:00.")
@option("--end", is_flag=True, help="Avslutt fraværet nå.")
@asking.acting
def absence(*, since: str | None, until: str | None, end: bool, token_file: Path | None, as_json: bool) -> None:
    """Meld eget fravær, eller vis hvem som er borte.

    Du blir ikke spurt om godkjenning så lenge. Hvem som trer inn, står i planen.
    """
    from dispatcher.approval import aside
    from dispatcher.domain.rights import Act, demand

    if end and (since or until):
        raise click.UsageError("--end står alene.", click.get_current_context())
    if since and not until:
        raise click.UsageError("Gi --to også: når du er tilbake.", click.get_current_context())
    with at_work(token_file) as work:
        now = work.now()
        if end:
            work.write(aside.end_absence, work.user, now)
        elif until:
            work.write(aside.set_absence, work.user, _moment("from", since, now) or now, _moment("to", until, now), now)
        else:
            demand(work.user.roles, Act.READ)
        _tell_absences(work, as_json=as_json)


def _moment(where: str, written: str | None, now: datetime) -> Any:
    from dispatcher.domain.errors import Fault, InvalidInput
    from dispatcher.domain.moments import parse_moment

    if written is None:
        return None
    try:
        return parse_moment(written, now)
    except ValueError as error:
        raise InvalidInput(Fault(where, str(error))) from None


def _tell_absences(work: Work, *, as_json: bool) -> None:
    from dispatcher.cli.words import clock
    from dispatcher.web.aside import absences_view

    found = work.read(absences_view, work.now())
    if as_json:
        telling.facts({"absences": found})
        return
    for one in found:
        until = f"til {clock(one['to'])}" if one["to"] else "til noen opphever det"
        kind = "fraværende" if one["kind"] == "absence" else "utilgjengelig"
        telling.line(f"{one['person']}: {kind} fra {clock(one['from'])} {until}, meldt av {one['by']}")
    if not found:
        telling.line("Ingen er borte.")


@click.command("approve-alone", cls=Command)
@asking.alert
@option("--fingerprint", metavar="TEGN", required=True, help="Minst de 12 første tegnene av fingeravtrykket.")
@option("--seen", metavar="NØKKEL", multiple=True, help="At du har sett det som er uvanlig. Kan gjentas.")
@asking.why
@asking.acting
def approve_alone(
    *, alert: str, fingerprint: str, seen: tuple[str, ...], why: str, token_file: Path | None, as_json: bool
) -> None:
    """Godkjenn alene når det haster og ingen svarer.

    Bare ved livsfare, når planen åpner for det og alle som kan godkjenne, er spurt og har tiet. Aldri når politiet
    leder. En som kan godkjenne, må bekrefte eller stoppe varselet etterpå. Står som avvik i rapporten.
    """
    from dispatcher.approval import alone
    from dispatcher.approval.decisions import Approval
    from dispatcher.ledger.disk import free_beside

    with at_work(token_file) as work:
        free = free_beside(work.ledger.file)
        given = Approval(fingerprint="".join(fingerprint.split()), why=why, seen=seen, free=free)
        already = work.write(alone.approve_alone, work.user, alert, given, work.now())
        words = idle(work, alert, f"Godkjent alene{BUT_NO_NODE}") or f"Godkjent alene. {follow(alert)}"
        tell(work, alert, f"{words} Det må bekreftes: dispatcher confirm {alert}", as_json=as_json, already=already)


@click.command(cls=Command)
@asking.alert
@asking.acting
def confirm(*, alert: str, token_file: Path | None, as_json: bool) -> None:
    """Stå inne for et varsel som ble godkjent alene."""
    from dispatcher.approval import alone

    with at_work(token_file) as work:
        work.write(alone.confirm, work.user, alert, work.now())
        tell(work, alert, "Bekreftet. Det står i rapporten.", as_json=as_json)


def _next(work: Work, alert: str) -> str:
    """Who is asked now, in one sentence; nothing of an alert that waits for nobody."""
    from dispatcher.cli.alert_facts import whole

    asking_now = work.read(whole, alert)["asking"]
    return str(asking_now["words"]) if asking_now else ""
