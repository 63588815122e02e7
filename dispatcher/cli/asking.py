"""The options many commands share, each in one place so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dispatcher.cli.wording import argument, option

as_json = option("--json", "as_json", is_flag=True, help="Svar som JSON.")

token = option(
    "--token-file",
    metavar="FIL",
    type=click.Path(path_type=Path),
    help="Fil med nøkkelen din. Ellers brukes DISPATCHER_TOKEN.",
)

alert = argument("alert", metavar="VARSEL")

why = option("--why", metavar="TEKST", required=True, help="Kort begrunnelse. Den står i loggen.")


def acting(command: Any) -> Any:
    """What every command with a token takes."""
    return token(as_json(command))
