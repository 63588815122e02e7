"""recuse, absence, unavailable and back, a spoken yes: what is typed, and what is read afterwards."""

from __future__ import annotations

from tests.cli.town import Town


def test_when_those_who_should_decide_cannot(submitted: Town) -> None:
    """Whoever waits reads who is asked, who has stepped aside, and how a yes on the telephone was put in."""
    town, alert, fingerprint = submitted, submitted.alert, submitted.fingerprint
    recused = town.run("recuse", alert, by="ola")
    gone = town.run("unavailable", alert, "--person", "kommunedirektor", "--why", "Svarer ikke")
    away = town.run("absence", "--to", "31.12 08:00", by="ola")
    alone = town.run("approve-alone", alert, "--fingerprint", fingerprint, "--why", "Ingen svarer")
    spoken = town.run(
        "approve", alert, "--fingerprint", fingerprint, "--for", "ordforer", "--witness", "Nils Brannmann"
    )
    page = " ".join(town.run("show", alert).out.split())

    assert recused.out.startswith("Du er meldt berørt. Alle 5 som kan godkjenne, er spurt.")
    assert gone.out.startswith("kommunedirektor er satt som utilgjengelig. Alle 4")
    assert "varaordforer: fraværende fra" in away.out
    assert (alone.code, alone.err.startswith("Planen lar ingen godkjenne dette varselet alene.")) == (1, True)
    assert spoken.code == 0, spoken.err
    assert "Godkjent av anne som ordfører (Anne Prøvestad), muntlig, med vitne" in page
    assert "vitne: Nils Brannmann" in page
    assert "Ola Øvingsrud er berørt eller inhabil" in page
