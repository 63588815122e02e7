"""What the shipped plan owes to those who are few, far away or not at a desk, and to those who are not to be woken."""

from __future__ import annotations

import pytest

from dispatcher.domain.plan import Plan, Scenario, TaskSpec, Wave
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Severity

CORE = ("kokevarsel", "evakuering", "alvorlig-hendelse", "stromutfall", "giftig-royk", "it-angrep")
SMALL = {Severity.MODERATE, Severity.MINOR}
RINGS = {ChannelName.SMS, ChannelName.PUSH, ChannelName.APP, ChannelName.VOICE}
INTERNAL = {AudienceClass.LEADER, AudienceClass.STAFF}


def staff_waves(plan: Plan, scenario: Scenario) -> list[Wave]:
    """The waves that tell the municipality's own."""
    return [wave for wave in scenario.waves if {plan.audiences[key].cls for key in wave.audiences} & INTERNAL]


def tasks_of(plan: Plan, scenario: Scenario) -> dict[str, TaskSpec]:
    """What is done by hand in a scenario."""
    return {key: plan.tasks[key] for wave in scenario.waves for key in wave.tasks}


@pytest.mark.requirement("R025")
def test_the_first_alert_asks_for_two_things_at_most(shipped: Plan) -> None:
    """Whoever has never written a press release picks a scenario, an area and the least there is to know."""
    for scenario in shipped.scenarios.values():
        required = [spec.key for spec in scenario.fields_of(AlertKind.FIRST) if spec.required]

        assert len(required) <= 2, scenario.key


@pytest.mark.requirement("R028")
def test_nothing_waits_for_one_named_person(shipped: Plan) -> None:
    """Whoever is away: every role has somebody left, and every scenario two who may say yes."""
    for away in shipped.persons:
        assert [key for key, role in shipped.roles.items() if not set(role.chain) - {away}] == []
        for scenario in shipped.scenarios.values():
            assert len(set(shipped.approvers(scenario)) - {away}) >= 2, (scenario.key, away)


@pytest.mark.requirement("R044")
def test_all_staff_get_an_e_mail_only_when_it_is_grave(shipped: Plan) -> None:
    """Never for a closed road; by the levels for what is serious."""
    small = [scenario for scenario in shipped.scenarios.values() if scenario.severity in SMALL]
    everybody = {key for key, level in shipped.levels.items() for wave in level.waves if "ansatte" in wave.audiences}

    assert small
    assert not [one.key for one in small for wave in one.waves if "ansatte" in wave.audiences]
    assert everybody == {"alvorlig", "kritisk"}


@pytest.mark.requirement("R045")
def test_what_is_nice_to_know_rings_at_nobodys_desk(shipped: Plan) -> None:
    """In a small matter staff are told by e-mail; a telephone rings only for those whom that does not reach."""
    for scenario in shipped.scenarios.values():
        used = {channel for wave in staff_waves(shipped, scenario) for channel in wave.channels} & RINGS

        assert bool(used) == (scenario.severity not in SMALL), scenario.key


@pytest.mark.requirement("R042", "R043", "R060")
def test_the_intranet_is_the_staffs_first_channel_in_small_matters_and_the_web_and_facebook_are_told(
    shipped: Plan,
) -> None:
    """The intranet with the first staff; SMS, e-mail, the page and, by hand, the staff chat and social media too."""
    for scenario in shipped.scenarios.values():
        if scenario.severity in SMALL:
            told = next(wave for wave in scenario.waves if "vakt" in wave.audiences)
            assert told.tasks == ("intranett",), scenario.key
    power = shipped.scenarios["stromutfall"]
    tasks = tasks_of(shipped, power)

    assert {ChannelName.SMS, ChannelName.EMAIL} <= set(staff_waves(shipped, power)[0].channels)
    assert any(wave.public for wave in power.waves)
    assert (tasks["intranett"].copies, tasks["facebook"].copies) == ("staff", "public")
    assert "Workplace, Teams" in tasks["intranett"].how("nb")


@pytest.mark.requirement("R066", "R071")
def test_the_local_papers_are_the_municipalitys_own_and_get_the_presss_text(shipped: Plan) -> None:
    """Named in the plan, Løtenavisa too, in every serious matter; the text is copied word for word."""
    for level in ("alvorlig", "kritisk"):
        scenario = next(one for one in shipped.scenarios.values() if one.level == level)
        papers = tasks_of(shipped, scenario)["presseliste"]

        assert (papers.kind, papers.copies) == ("text", "press")
        assert all(name in papers.how("nb") for name in ("Hamar Arbeiderblad", "Østlendingen", "Løtenavisa"))


@pytest.mark.requirement("R095", "R106")
def test_somebody_watches_what_people_ask_and_the_neighbourhoods_pass_it_on(shipped: Plan) -> None:
    """By name of a role, every hour, in every core scenario; the post asks local committees to share it."""
    for key in CORE:
        hourly = [step for step in shipped.scenarios[key].steps if step.time == "hver time" and "spørsmål" in step.task]

        assert [step.responsible for step in hourly] == ["informasjonsansvarlig"], key
    assert "nærutvalg" in shipped.tasks["facebook"].how("nb")


@pytest.mark.requirement("R057")
def test_what_happens_to_the_water_comes_by_sms(shipped: Plan) -> None:
    """Boil water and no water: both are there, and both go to telephones in the area."""
    for key in ("kokevarsel", "vannavstengning"):
        channels = {
            channel
            for wave in shipped.scenarios[key].waves
            if "innbyggere" in wave.audiences
            for channel in wave.channels
        }

        assert ChannelName.SMS in channels
    assert shipped.audiences["innbyggere"].by_area
