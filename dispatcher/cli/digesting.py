"""digest: what to write down when somebody adopts the words of a file, or of a whole scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dispatcher.cli import asking, telling
from dispatcher.cli.acting import read_settings
from dispatcher.cli.wording import Command

if TYPE_CHECKING:
    from dispatcher.rendering import Rendering


@click.command(cls=Command)
@asking.as_json
def digest(*, as_json: bool) -> None:
    """Vis digest for ordene i malene, til å skrive ned når noen godkjenner dem.

    Den nederste listen er for pre_approved i planen: alle tekstene til et scenario, og valgene i det. Endres et ord,
    blir digest en annen, og godkjenningen gjelder ikke lenger.
    """
    from dispatcher.plan_file import load_plan
    from dispatcher.rendering import Rendering, short

    home = read_settings().home
    rendering = Rendering.load(home, load_plan(home).plan)
    files = _files(rendering)
    scenarios = {key: short(rendering.words_digest(key)) for key in rendering.plan.scenarios}
    if as_json:
        telling.facts({"files": files, "scenarios": scenarios})
        return
    for one in files:
        telling.line(f"{one['digest']}  {one['file']}  {one['words']}")
    telling.line("")
    for key, shown in scenarios.items():
        telling.line(f"{shown}  {key}")


def _files(rendering: Rendering) -> list[dict[str, str]]:
    from dispatcher.rendering import short
    from dispatcher.rendering.catalogue import name_of

    found = []
    for file, whole in rendering.catalogue.digests.items():
        adopted, changed = rendering.catalogue.adopted.get(file), rendering.catalogue.changed.get(file)
        words = f"godkjent av {adopted}" if adopted else f"endret etter at {changed} godkjente" if changed else "utkast"
        found.append({"file": name_of(*file), "digest": short(whole), "words": words})
    return found
