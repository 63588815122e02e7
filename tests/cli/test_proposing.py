"""propose and take-in: what is typed, and what is read before it is taken in."""

from __future__ import annotations

from pathlib import Path

from tests.cli.town import Town


def test_proposed_shown_taken_in_and_approved(submitted: Town, tmp_path: Path) -> None:
    """The whole text stands in ``show`` with the command that takes it in; a second time there is nothing to take."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    text = tmp_path / "min.txt"
    text.write_text("ØVELSE Kok vannet i fem minutter. ØVELSE", encoding="utf-8")
    nothing = town.run("propose", alert, "--fingerprint", fingerprint, by="ola")
    given = ("--text", f"citizen.sms.nb={text}", "--set", "neste_melding=23:50", "--why", "Si hvor lenge")
    proposed = town.run("propose", alert, "--fingerprint", fingerprint[:12], *given, by="ola")
    page = " ".join(town.run("show", alert).out.split())
    taken = town.run("take-in", alert)
    again = town.run("take-in", alert)
    new = town.run("show", alert, "--json").json["fingerprint"]
    approved = town.run("approve", alert, "--fingerprint", new, by="ola")

    assert (nothing.code, "likt det som er sendt inn" in nothing.err) == (1, True)
    assert proposed.code == 0, proposed.err
    for words in ("Fra Ola Øvingsrud: Si hvor lenge", "i fem minutter", f"dispatcher take-in {alert}"):
        assert words in page, words
    assert taken.code == 0, taken.err
    assert "Venter på godkjenning: dispatcher approve" in taken.err
    assert (again.code, "alt tatt inn" in again.err) == (1, True)
    assert (new != fingerprint, approved.code) == (True, 0), approved.err
