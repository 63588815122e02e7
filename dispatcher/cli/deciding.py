"""approve, return, reject, pause, resume, stop, unsure: one act, one transaction, one line in the journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import Work, at_work, incident_number
from dispatcher.cli.values import OneOf
from dispatcher.cli.wording import Command, argument, option
from dispatcher.cli.words import NO_NODE, START_NODE, UNDER_WAY

if TYPE_CHECKING:
    from sqlalchemy import Connection

BUT_NO_NODE = f", men ingen node kjører. {START_NODE}"
CHANNELS = ("sms", "email", "push", "app", "banner")


@click.command(cls=Command)
@asking.alert
@option("--fingerprint", metavar="TEGN", required=True, help="Minst de 12 første tegnene av fingeravtrykket.")
@option(
    "--seen",
    metavar="NØKKEL",
    multiple=True,
    help="At du har sett det som er uvanlig. Én for hvert punkt som «dispatcher show» viser. Kan gjentas.",
)
@option("--capacity", metavar="ROLLE", help="Rollen i planen du godkjenner i, hvis du har flere.")
@option("--for", "spoken_by", metavar="PERSON", help="Muntlig godkjenning: hvem i planen som sa ja. Krever --witness.")
@option("--witness", metavar="VITNE", help="Hvem som også hørte det: en bruker, en person i planen, eller et navn.")
@option("--why", metavar="TEKST", default="", help="Begrunnelse. Står i loggen.")
@asking.acting
def approve(
    *,
    alert: str,
    fingerprint: str,
    seen: tuple[str, ...],
    capacity: str | None,
    spoken_by: str | None,
    witness: str | None,
    why: str,
    token_file: Path | None,
    as_json: bool,
) -> None:
    """Godkjenn et varsel, ord for ord.

    Utsendingen starter med en gang. Sier noen ja på telefon eller i rommet, fører en i kriseledelsen det inn med
    --for og --witness.
    """
    from dispatcher.approval import decisions
    from dispatcher.approval.oral import Spoken, approve_orally
    from dispatcher.ledger.disk import free_beside

    if (spoken_by is None) != (witness is None):
        raise click.UsageError("Gi både --for (hvem som sa ja) og --witness (vitnet).", click.get_current_context())
    with at_work(token_file) as work:
        free = free_beside(work.ledger.file)
        words = "".join(fingerprint.split())
        given = decisions.Approval(fingerprint=words, capacity=capacity, why=why, seen=seen, free=free)
        if spoken_by is not None and witness is not None:
            spoken = Spoken(person=spoken_by, witness=witness)
            already = work.write(approve_orally, work.user, alert, given, spoken, work.now())
        else:
            already = work.write(decisions.approve, work.user, alert, given, work.now())
        if already:
            words = f"Du hadde allerede godkjent dette. {follow(alert)}{idle(work, alert, f' {NO_NODE}')}"
        else:
            words = idle(work, alert, f"Godkjent{BUT_NO_NODE}") or f"Godkjent. Utsendingen starter. {follow(alert)}"
        tell(work, alert, words, as_json=as_json, already=already)


@click.command("return", cls=Command)
@asking.alert
@asking.why
@asking.acting
def return_(*, alert: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Send et varsel tilbake for endring.

    Det kan endres og sendes inn på nytt.
    """
    from dispatcher.approval import decisions

    words = f"Returnert. Endre med: dispatcher edit {alert}"
    _decide(decisions.return_, alert, why, words, token_file=token_file, as_json=as_json)


@click.command(cls=Command)
@asking.alert
@asking.why
@asking.acting
def reject(*, alert: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Avvis et varsel for godt."""
    from dispatcher.approval import decisions

    words = "Avvist. Ingenting er sendt."
    _decide(decisions.reject, alert, why, words, token_file=token_file, as_json=as_json)


@click.command(cls=Command)
@asking.alert
@asking.why
@asking.acting
def pause(*, alert: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Stans utsendingen til noen gjenopptar den.

    Pausen gjelder med en gang.
    """
    from dispatcher.approval import decisions

    words = f"Satt på pause. Ingenting nytt går ut før: dispatcher resume {alert}"
    _decide(decisions.pause, alert, why, words, token_file=token_file, as_json=as_json)


@click.command(cls=Command)
@asking.alert
@asking.acting
def resume(*, alert: str, token_file: Path | None, as_json: bool) -> None:
    """La et varsel på pause gå videre."""
    from dispatcher.approval import decisions

    with at_work(token_file) as work:
        work.write(decisions.resume, work.user, alert, work.now())
        words = idle(work, alert, f"Pausen er over{BUT_NO_NODE}") or f"Utsendingen går videre. {follow(alert)}"
        tell(work, alert, words, as_json=as_json)


@click.command(cls=Command)
@asking.alert
@asking.why
@asking.acting
def stop(*, alert: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Stopp et varsel for godt.

    Banneret og krisesiden trekkes tilbake med en gang. Det som alt er sendt, kan ikke hentes tilbake.
    """
    from dispatcher.approval import decisions
    from dispatcher.ledger import incidents

    with at_work(token_file) as work:

        def halt(connection: Connection) -> tuple[str, int]:
            before = incidents.alert(connection, alert).state
            return before, decisions.stop(connection, work.user, alert, why, work.now())

        before, left = work.write(halt)
        words = f"Stoppet. {telling.messages(left)} ble ikke sendt."
        if before == "done":
            words = "Varselet var allerede ferdig sendt. Banneret og krisesiden er trukket tilbake."
        tell(work, alert, words, as_json=as_json, not_sent=left)


@click.command(cls=Command)
@asking.alert
@option("--resend", is_flag=True, help="Send på nytt. Noen kan få meldingen to ganger.")
@option("--leave", is_flag=True, help="La dem stå. Noen kan mangle meldingen.")
@option("--channel", metavar="KANAL", type=OneOf(CHANNELS, metavar="KANAL"), help=f"Bare én av {', '.join(CHANNELS)}.")
@asking.acting
def unsure(
    *, alert: str, resend: bool, leave: bool, channel: str | None, token_file: Path | None, as_json: bool
) -> None:
    """Avgjør meldinger ingen vet om kom fram.

    De kan ha blitt sendt, men svaret uteble.
    """
    from dispatcher.approval import decisions

    if resend == leave:
        raise click.UsageError("Velg én av --resend (send på nytt) og --leave (la stå).", click.get_current_context())
    with at_work(token_file) as work:

        def decide(connection: Connection) -> int:
            return decisions.settle_unsure(connection, work.user, alert, channel, again=resend, now=work.now())

        changed = work.write(decide)
        left = "blir stående som usikker" if changed == 1 else "blir stående som usikre"
        words = _sent_again(work, alert, changed) if resend else f"{telling.messages(changed)} {left}."
        tell(work, alert, words, as_json=as_json, decided=changed)


@click.command(cls=Command)
@asking.alert
@option("--failed", is_flag=True, required=True, help="Alle meldinger som feilet.")
@asking.acting
def resend(*, alert: str, failed: bool, token_file: Path | None, as_json: bool) -> None:  # noqa: ARG001  says which
    """Prøv på nytt for dem meldingen ikke nådde.

    Bare det som feilet, sendes. Ingen får det samme to ganger.
    """
    from dispatcher.approval import decisions

    with at_work(token_file) as work:
        again = work.write(decisions.resend, work.user, alert, work.now())
        tell(work, alert, _sent_again(work, alert, again), as_json=as_json, resent=again)


@click.command("release-now", cls=Command)
@asking.alert
@asking.acting
def release_now(*, alert: str, token_file: Path | None, as_json: bool) -> None:
    """Slipp et varsel som holdes til et tidspunkt.

    Bølgene åpner så snart bølgen foran er nådd.
    """
    from dispatcher.approval import exceptions

    with at_work(token_file) as work:
        waves = work.write(exceptions.release_now, work.user, alert, work.now())
        words = idle(work, alert, f"Sluppet{BUT_NO_NODE}") or f"Sluppet: {_waves(waves)} venter bare på tur nå."
        tell(work, alert, f"{words} {follow(alert)}", as_json=as_json, waves_released=waves)


@click.command("external-now", cls=Command)
@asking.alert
@asking.why
@asking.acting
def external_now(*, alert: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Varsle alle nå, uten å vente på de ansatte.

    Åpner alle bølgene samtidig, ansatte først i køen. Det som holdes til et tidspunkt, holdes fortsatt. Står som
    avvik i rapporten.
    """
    from dispatcher.approval import exceptions

    with at_work(token_file) as work:
        waves = work.write(exceptions.external_now, work.user, alert, why, work.now())
        words = idle(work, alert, f"Åpnet {_waves(waves)}{BUT_NO_NODE}") or f"Åpnet {_waves(waves)}."
        tell(work, alert, f"{words} Det står som avvik i rapporten. {follow(alert)}", as_json=as_json, opened=waves)


def _waves(count: int) -> str:
    return f"{count} {'bølge' if count == 1 else 'bølger'}"


@click.command(cls=Command)
@argument("incident", metavar="HENDELSE")
@option("--why", metavar="TEKST", default="", help="Hvorfor det ikke trengs noen melding om at faren er over.")
@asking.acting
def close(*, incident: str, why: str, token_file: Path | None, as_json: bool) -> None:
    """Avslutt en hendelse.

    Enten er meldingen om at faren er over sendt, eller så trengs --why. Banneret og krisesiden tømmes for hendelsen.
    """
    from dispatcher.approval import exceptions
    from dispatcher.ledger import board

    with at_work(token_file) as work:
        number = incident_number(work, incident)
        work.write(exceptions.close, work.user, number, why, work.now())
        if as_json:
            telling.facts(work.read(board.incident_view, number))
            return
    telling.line(f"Hendelse {number} er avsluttet. Banneret og krisesiden viser den ikke lenger.")
    telling.line(f"Rapport: dispatcher report {number} --out MAPPE")


def _decide(
    act: Callable[..., object], alert: str, why: str, words: str, *, token_file: Path | None, as_json: bool
) -> None:
    with at_work(token_file) as work:
        work.write(act, work.user, alert, why, work.now())
        tell(work, alert, words, as_json=as_json)


def follow(alert: str) -> str:
    """How to see it being sent."""
    return f"Følg den: dispatcher watch {alert}"


def _sent_again(work: Work, alert: str, count: int) -> str:
    many = telling.messages(count)
    return idle(work, alert, f"{many} skal sendes på nytt{BUT_NO_NODE}") or f"{many} sendes på nytt."


def idle(work: Work, alert: str, words: str) -> str:
    """The words where the alert should be sent and there is no node to send it; else nothing."""
    from dispatcher.cli.alert_facts import head

    return words if work.read(head, alert)["state"] in UNDER_WAY and not work.node_runs() else ""


def tell(work: Work, alert: str, words: str, *, as_json: bool, **more: Any) -> None:
    """What was done, or the alert's head for a program."""
    from dispatcher.cli.alert_facts import head

    if as_json:
        telling.facts(work.read(head, alert) | more | {"node": work.node_runs()})
    else:
        telling.line(words)
