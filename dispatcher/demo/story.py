"""What the demo tells the one who watches: acts, facts, and one line of progress that moves on a terminal."""
# ruff: noqa: T201  a command speaks

from __future__ import annotations

import re
import sys
from typing import Any

WIDTH = 24
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
MODES = {"exercise": "øvelse", "real": "skarpt"}
CHANNELS = {"sms": "SMS", "email": "e-post", "banner": "banner", "push": "push", "app": "app"}
WHY = {"approval": "godkjent", "share": "nok er nådd", "clock": "tiden var ute", "empty": "ingen i bølgen foran"}


class Story:
    """Prints as it goes; on a terminal the progress line is rewritten, elsewhere only its end is printed."""

    def __init__(self) -> None:
        self._open_line = False
        self._waves_done: set[str] = set()

    def act(self, text: str) -> None:
        """A turn of the story."""
        self._close()
        print(f"\n{text}", flush=True)

    def fact(self, name: str, text: str) -> None:
        """A figure, with what it is."""
        self._close()
        print(f"  {name + ':':<24} {_THOUSANDS.sub(chr(0xA0), text)}", flush=True)

    def alert(self, alert: dict[str, Any]) -> None:
        """What will go to whom, as the mayor sees it."""
        self.fact("Varsel", f"{alert['id']} ({MODES[alert['mode']]})")
        for wave in alert["waves"]:
            whom = "alle som ser nettsiden" if wave["public"] else f"{wave['people']:,} personer"
            self.fact(
                f"  {wave['name']}", f"{whom} på {' og '.join(CHANNELS[channel] for channel in wave['channels'])}"
            )
        self.fact("Uten adresse", f"{alert['unreachable']:,} av {alert['people']:,} kan ikke nås digitalt")
        text = next(text for text in alert["variants"] if text["key"] == "citizen.sms.nb")
        self.fact("SMS til innbyggerne", f"{text['parts']} deler")
        print(f"    «{text['body']}»")

    def bars(self, alert: dict[str, Any]) -> None:
        """Each wave as it fills; a line that stays when it is full."""
        for wave in alert["waves"]:
            if wave["done_at"] and wave["name"] not in self._waves_done:
                self._waves_done.add(wave["name"])
                self.fact(
                    f"  {wave['name']}", _bar(wave) + f" (åpnet: {WHY.get(wave['opened_by'], wave['opened_by'])})"
                )
        if sys.stdout.isatty():
            current = next((wave for wave in alert["waves"] if wave["opened_at"] and not wave["done_at"]), None)
            if current:
                print(f"\r  {current['name'][:24]:<24}  {_bar(current)}\033[K", end="", flush=True)
                self._open_line = True

    def _close(self) -> None:
        if self._open_line:
            print("\r\033[K", end="")
            self._open_line = False


def _bar(wave: dict[str, Any]) -> str:
    total = sum(channel["total"] for channel in wave["channels"].values())
    left = sum(channel["waiting"] + channel["sending"] for channel in wave["channels"].values())
    full = WIDTH if not total else round(WIDTH * (total - left) / total)
    told = "publisert" if wave["public"] and not left else f"{wave['told']} av {wave['people']} varslet"
    return f"{'█' * full}{'·' * (WIDTH - full)} {told}"
