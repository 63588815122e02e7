"""``dispatcher``: the parser, and the one place where an error becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import ClassVar

import click

from dispatcher import __version__
from dispatcher.cli import (
    accounts,
    archiving,
    arranging,
    backing_up,
    binding,
    calling_in,
    deciding,
    digesting,
    doors,
    drafting,
    evaluating,
    examples,
    failures,
    following,
    leaving,
    logbook,
    looking,
    measuring,
    person,
    police,
    practising,
    privacy,
    proposing,
    running,
    signing_in,
    stepping_aside,
    tasks,
    telling,
    watching,
    wording,
    yearly,
)
from dispatcher.cli.checking import check


class Dispatcher(wording.Group):
    """The commands, in the order in which they are needed."""

    sections: ClassVar = {
        "Varsle": (
            "trigger",
            "show",
            "edit",
            "desk",
            "arrange",
            "clear",
            "submit",
            "approve",
            "return",
            "reject",
            "recuse",
        ),
        "Mens det står på": (
            "list",
            "watch",
            "pause",
            "resume",
            "stop",
            "release-now",
            "external-now",
            "unsure",
            "resend",
            "doors",
            "answer",
            "log",
            "shift-change",
            "task",
        ),
        "Når ingen svarer": ("absence", "unavailable", "available", "approve-alone", "confirm"),
        "Foreslå endring": ("propose", "take-in"),
        "Følge opp": ("update", "correct", "all-clear", "retract", "close"),
        "Etterpå": ("report", "evaluate", "measure", "year", "archive", "verify-log", "hold", "retention", "person"),
        "Oppsett og drift": (
            "init",
            "check",
            "digest",
            "practice",
            "binder",
            "user",
            "token",
            "serve",
            "worker",
            "backup",
            "capture",
            "demo",
        ),
    }


@click.group(cls=Dispatcher, context_settings={"max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s", help="Vis utgaven.")
def dispatcher() -> None:
    """Krisevarsling for kommuner: fra planen til evalueringen.

    Alle svar kommer på norsk. Med --json kan et program lese dem.
    """


for command in (
    drafting.trigger,
    drafting.edit,
    arranging.desk,
    arranging.arrange,
    police.clear,
    drafting.submit,
    deciding.approve,
    deciding.return_,
    deciding.reject,
    proposing.propose,
    proposing.take_in,
    stepping_aside.recuse,
    stepping_aside.absence,
    stepping_aside.unavailable,
    stepping_aside.available,
    stepping_aside.approve_alone,
    stepping_aside.confirm,
    deciding.pause,
    deciding.resume,
    deciding.stop,
    following.update,
    following.correct,
    following.all_clear,
    following.retract,
    deciding.release_now,
    deciding.external_now,
    deciding.unsure,
    deciding.resend,
    doors.doors,
    looking.list_,
    looking.show,
    calling_in.answer,
    logbook.log,
    logbook.shift_change,
    tasks.task,
    deciding.close,
    looking.report,
    yearly.year_report,
    archiving.archive,
    evaluating.evaluate,
    measuring.measure,
    looking.verify_log,
    privacy.hold,
    privacy.retention,
    person.person,
    watching.watch,
    accounts.user,
    accounts.token,
    examples.init,
    check,
    digesting.digest,
    practising.practice,
    binding.binder,
    running.serve,
    running.worker,
    backing_up.backup,
    running.capture,
    running.demo,
):
    dispatcher.add_command(command)
for part in (signing_in.set_password, signing_in.sign_out, leaving.close_account):
    accounts.user.add_command(part)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process: 0 done, 1 refused or faults found, 2 wrong use or settings."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # an old terminal may lack a sign; it must not lack the rest
    try:
        code = dispatcher.main(arguments, prog_name="dispatcher", standalone_mode=False)
    except click.ClickException as error:
        telling.note(wording.complaint(error))
        return failures.WRONG_USE
    except BrokenPipeError:
        # Whoever read our answer has left; the interpreter must not try to write the rest of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return failures.REFUSED
    except (click.Abort, KeyboardInterrupt):
        telling.note("Avbrutt.")
        return failures.REFUSED
    except Exception as error:  # noqa: BLE001  the last one to see it
        return _failed(error)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    known = failures.known(error)
    if known is None:
        _log(error)
        telling.note(failures.unexpected(error))
        return failures.REFUSED
    end = failures.ending(known)
    for line in end.lines:
        telling.note(line)
    return end.code


def _log(error: Exception) -> None:
    """Into the log, which is standard error where that is no terminal; at a terminal a person reads it."""
    if sys.stderr.isatty():
        return
    import structlog

    from dispatcher import logs

    if not structlog.is_configured():
        logs.configure(level="critical")
    structlog.get_logger().critical("command.failed", error=failures.kind(error), frames=failures.frames(error))
