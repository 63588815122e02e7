"""Whether somebody stands behind the words as they are: drafts, words changed since, adoptions of words unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.rendering import is_of, short
from dispatcher.rendering.catalogue import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatcher.cli.checking.findings import Findings
    from dispatcher.domain.plan import PreApproved
    from dispatcher.rendering import Rendering

HOW_TO_ADOPT = (
    "Les teksten, få den godkjent, og skriv øverst i filen: "
    "approved: {{by: NAVN, role: ROLLE, date: ÅÅÅÅ-MM-DD, digest: {digest}}}"
)
SEE = "«dispatcher digest» viser den"


def check_adoption(rendering: Rendering, findings: Findings, *, live: bool) -> None:
    """``live``: a draft is a fault, and so is a yes beforehand to words that nobody can name."""
    tell = findings.fault if live else findings.warn
    _drafts(rendering, findings, live=live)
    _changed(rendering, tell)
    _undigested(rendering, findings)
    for key, scenario in rendering.plan.scenarios.items():
        if scenario.approval.pre_approved is not None:
            where = f"plan.yaml scenarios.{key}.approval.pre_approved"
            _beforehand(where, scenario.approval.pre_approved, rendering.words_digest(key), tell)


def _drafts(rendering: Rendering, findings: Findings, *, live: bool) -> None:
    files = rendering.catalogue.drafts()
    if live:
        digests = {name_of(*file): digest for file, digest in rendering.catalogue.digests.items()}
        for file in files:
            findings.fault(f"{file}:1", f"Teksten er et utkast. {HOW_TO_ADOPT.format(digest=short(digests[file]))}")
    elif files:
        found = ", ".join(dict.fromkeys(file.split("/")[1] for file in files))
        how = HOW_TO_ADOPT.format(digest="DIGEST")
        what = f"{len(files)} filer med tekster er utkast ({found}). I live er hvert utkast en feil. {how} ({SEE})"
        findings.warn("templates", what)


def _changed(rendering: Rendering, tell: Callable[[str, str], None]) -> None:
    for file, who in rendering.catalogue.changed.items():
        digest = short(rendering.catalogue.digests[file])
        what = f"Ordene er endret etter at {who} godkjente dem, så teksten er et utkast igjen."
        tell(f"{name_of(*file)}:1", f"{what} Les den på nytt, og skriv ny dato og digest: {digest}")


def _undigested(rendering: Rendering, findings: Findings) -> None:
    files = [name_of(*file) for file, who in rendering.catalogue.adopted.items() if not who.digest]
    if files:
        found = ", ".join(dict.fromkeys(file.split("/")[1] for file in files))
        what = f"{len(files)} filer er godkjent uten digest ({found}). Da merker ingen at ordene blir endret etterpå."
        findings.warn("templates", f"{what} Skriv digest i approved: {SEE}.")


def _beforehand(where: str, adopted: PreApproved, digest: str, tell: Callable[[str, str], None]) -> None:
    if not adopted.digest:
        what = "Ingen har skrevet hvilke ord som er vedtatt på forhånd. Da kan ingenting skarpt gå ut på dem."
        tell(where, f"{what} Les tekstene, og skriv digest: {short(digest)}")
    elif not is_of(adopted.digest, digest):
        what = "Ordene er endret etter at de ble vedtatt på forhånd. Varselet må godkjennes som vanlig."
        tell(f"{where}.digest", f"{what} Er de nye ordene vedtatt, så skriv digest: {short(digest)}")
