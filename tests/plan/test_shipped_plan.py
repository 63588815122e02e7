from datetime import date, timedelta

import pytest
from shapely.geometry import Polygon

from dispatcher.domain.plan import Plan, warnings
from dispatcher.domain.states import AudienceClass, ChannelName, Severity, Urgency

INTERNAL = {AudienceClass.LEADER, AudienceClass.STAFF}


def _classes(plan: Plan, scenario: str) -> list[set[AudienceClass]]:
    """The classes of each wave; the public one is told as its own."""
    return [
        {AudienceClass.PUBLIC} if wave.public else {plan.audiences[key].cls for key in wave.audiences}
        for wave in plan.scenarios[scenario].waves
    ]


@pytest.mark.requirement("R005", "R006", "R008")
def test_the_mayor_approves_and_others_can_step_in(shipped: Plan) -> None:
    """Ordfører is asked first for everything, deputies and kommunedirektør after, and each role says by what right."""
    for scenario in shipped.scenarios.values():
        chain = shipped.approvers(scenario)

        assert chain[:2] == ("ordforer", "varaordforer")
        assert "kommunedirektor" in chain
        assert all(shipped.roles[role].authority for role in scenario.approval.approvers)


@pytest.mark.requirement("R017")
def test_every_scenario_names_a_responsible_leader(shipped: Plan) -> None:
    """Somebody answers for the content, by name."""
    for scenario in shipped.scenarios.values():
        assert shipped.persons[shipped.roles[scenario.responsible].holder].name


@pytest.mark.requirement("R029", "R036")
@pytest.mark.parametrize("scenario", ["kokevarsel", "evakuering", "stromutfall"])
def test_leaders_then_staff_then_everybody(scenario: str, shipped: Plan) -> None:
    """Leaders are in the first wave, staff are told before anybody outside, and the first waves are all ours."""
    classes = _classes(shipped, scenario)
    external = next(index for index, found in enumerate(classes) if found - INTERNAL)

    assert AudienceClass.LEADER in classes[0]
    assert all(found <= INTERNAL for found in classes[:external])
    assert any(AudienceClass.STAFF in found for found in classes[:external])


@pytest.mark.requirement("R053")
@pytest.mark.parametrize("scenario", ["kokevarsel", "evakuering", "stromutfall"])
def test_the_page_is_first_among_what_citizens_meet(scenario: str, shipped: Plan) -> None:
    """The municipality's own page is the primary channel: the banner's wave comes before the citizens'."""
    waves = shipped.scenarios[scenario].waves
    banner = next(index for index, wave in enumerate(waves) if ChannelName.BANNER in wave.channels)
    citizens = next(index for index, wave in enumerate(waves) if "innbyggere" in wave.audiences)

    assert banner < citizens


@pytest.mark.requirement("R030")
def test_every_gate_has_a_bound_and_what_hurries_has_none(shipped: Plan) -> None:
    """Citizens wait for staff only as long as the plan says, and not at all when lives are at stake now."""
    for scenario in shipped.scenarios.values():
        gates = [wave.gate for wave in scenario.waves]

        if scenario.urgency is Urgency.IMMEDIATE:
            assert gates == [None] * len(gates)
        else:
            assert gates[0] is None
            assert all(gate and timedelta() < gate.longest_wait <= timedelta(minutes=10) for gate in gates[1:])


@pytest.mark.requirement("R073")
def test_channels_are_chosen_per_scenario_and_audience(shipped: Plan) -> None:
    """Each wave says by which channels its audiences are told; some are not woken by SMS."""
    by_audience = {
        (scenario.key, audience): set(wave.channels) - {ChannelName.TASK}  # by hand, and to nobody of the list
        for scenario in shipped.scenarios.values()
        for wave in scenario.waves
        for audience in wave.audiences
    }

    others = {ChannelName.BANNER, ChannelName.VOICE, ChannelName.TASK, ChannelName.CHAT}  # all; by hand; roles; staff
    assert by_audience["kokevarsel", "innbyggere"] == set(ChannelName) - others
    assert by_audience["stromutfall", "presse"] == {ChannelName.EMAIL}


@pytest.mark.requirement("R074", "R102", "R103", "R104")
def test_citizens_are_told_by_area_and_the_areas_are_parts_of_the_municipality(shipped: Plan) -> None:
    """All citizens, or those of a part: each part lies inside the border, and a list of streets is an area too."""
    border = Polygon(shipped.areas["hele-kommunen"].polygon[0][0])
    parts = [area for area in shipped.areas.values() if area.kind == "polygon"]

    assert shipped.audiences["innbyggere"].by_area
    assert shipped.audiences["innbyggere"].groups == ()
    assert len(parts) >= 5
    for area in parts:
        assert border.contains(Polygon(area.polygon[0][0])), area.key
    assert shipped.areas["trykksone-adalsbruk"].names


@pytest.mark.requirement("R100")
def test_the_standard_audiences_are_there(shipped: Plan) -> None:
    """Politicians, union representatives, staff, business, citizens and press, each with a form of the text."""
    classes = {key: shipped.audiences[key].cls for key in shipped.audiences}

    assert classes["politikere"] is AudienceClass.LEADER
    assert classes["tillitsvalgte"] is classes["ansatte"] is AudienceClass.STAFF
    assert classes["naeringsliv"] is classes["innbyggere"] is AudienceClass.CITIZEN
    assert classes["presse"] is AudienceClass.PRESS
    assert classes["kriseledelse"] is AudienceClass.LEADER
    assert {classes["vakt"], classes["sykehjem"], classes["servicetorg"]} == {AudienceClass.STAFF}


@pytest.mark.requirement("R064", "R067")
@pytest.mark.parametrize("level", ["alvorlig", "kritisk"])
def test_the_press_is_told_right_after_staff_and_the_page(level: str, shipped: Plan) -> None:
    """They are sent to the page for news, so it comes first; of people outside nobody is told before them."""
    waves = shipped.levels[level].waves
    press = next(index for index, wave in enumerate(waves) if "presse" in wave.audiences)

    assert waves[press - 1].public
    assert {shipped.audiences[key].cls for wave in waves[: press - 1] for key in wave.audiences} == INTERNAL
    assert "innbyggere" in waves[press + 1].audiences


@pytest.mark.requirement("R063", "R064", "R067")
def test_the_press_hears_of_boiling_water_after_staff_and_of_an_evacuation_after_those_who_must_leave(
    shipped: Plan,
) -> None:
    """Each has a wave of the press alone; its gate keeps citizens half a minute at most; the text says whom to call."""
    boil, leave = (shipped.scenarios[key].waves for key in ("kokevarsel", "evakuering"))

    assert [wave.audiences for wave in boil[-2:]] == [("presse",), ("innbyggere",)]
    assert boil[-1].gate is not None
    assert boil[-1].gate.longest_wait <= timedelta(seconds=30)
    assert [wave.audiences for wave in leave[-2:]] == [("innbyggere",), ("presse",)]


def test_what_the_police_lead_takes_no_words_of_ones_own(shipped: Plan) -> None:
    """Every field is a choice, a place or a time: the words were read by daylight."""
    led = [scenario for scenario in shipped.scenarios.values() if scenario.lead == "police"]

    assert {scenario.key for scenario in led} == {"evakuering", "alvorlig-hendelse"}
    for scenario in led:
        assert scenario.prepared_only, scenario.key
        assert not [spec.key for spec in scenario.fields if spec.kind == "text"], scenario.key


@pytest.mark.requirement("R101", "R105", "R108")
def test_those_with_a_part_of_their_own_are_named_audiences(shipped: Plan) -> None:
    """Union representatives among staff, before all; those most affected and those who pass it on, by area."""
    waves = shipped.levels["alvorlig"].waves
    order = {key: index for index, wave in enumerate(waves) for key in wave.audiences}

    assert shipped.audiences["tillitsvalgte"].cls is AudienceClass.STAFF
    assert order["tillitsvalgte"] < order["innbyggere"] < order["ansatte"]
    assert order["institusjoner"] < order["oppfolging"] == order["lokale-kontakter"] == order["innbyggere"]
    assert all(shipped.audiences[key].by_area for key in ("institusjoner", "oppfolging", "lokale-kontakter"))


@pytest.mark.requirement("R077")
def test_the_service_desk_is_told_before_anybody_calls(shipped: Plan) -> None:
    """In a wave of staff before the page and the citizens, whatever the scenario."""
    for scenario in shipped.scenarios.values():
        desk = next(index for index, wave in enumerate(scenario.waves) if "servicetorg" in wave.audiences)
        page = next(index for index, wave in enumerate(scenario.waves) if wave.public)

        assert desk < page, scenario.key


def test_two_fields_are_enough_for_a_kokevarsel(shipped: Plan) -> None:
    """At 03:12 the first alert asks for at most two things."""
    asked = [field for field in shipped.scenarios["kokevarsel"].fields if "first" in field.kinds]

    assert [field.key for field in asked] == ["sted", "neste_melding"]


def test_the_scenarios_are_as_grave_as_they_should_be(shipped: Plan) -> None:
    """Evacuation is danger to life now: sent again when unsure, without a link and without waiting."""
    evacuation = shipped.scenarios["evakuering"]

    assert (evacuation.severity, evacuation.urgency) == (Severity.EXTREME, Urgency.IMMEDIATE)
    assert (evacuation.unsure, evacuation.link, evacuation.lead) == ("resend", False, "police")
    assert shipped.scenarios["kokevarsel"].severity is Severity.SEVERE
    assert shipped.scenarios["stromutfall"].link is False


@pytest.mark.requirement("R003")
def test_a_draft_says_that_it_is_one(shipped: Plan) -> None:
    """The shipped plan is nobody's decision yet, and is usable all the same."""
    found = warnings(shipped, date(2026, 11, 21))

    assert [fault.where for fault in found] == ["plan.yaml plan.status"]
    assert "utkast" in found[0].what


@pytest.mark.requirement("R004")
def test_a_plan_past_its_revision_is_a_warning(shipped: Plan) -> None:
    """The day after the next revision was due, the plan says so, with the date."""
    due = shipped.plan.next_revision

    assert not [fault for fault in warnings(shipped, due) if "next_revision" in fault.where]
    (late,) = (fault for fault in warnings(shipped, due + timedelta(days=1)) if "next_revision" in fault.where)
    assert f"{due:%d.%m.%Y}" in late.what


@pytest.mark.requirement("R004")
def test_a_plan_not_touched_for_a_year_is_a_warning(shipped: Plan) -> None:
    """Also when somebody has set the next revision far ahead."""
    about = shipped.plan.model_copy(update={"next_revision": date(2099, 1, 1), "status": "adopted"})
    found = warnings(shipped.model_copy(update={"plan": about, "calendar": ()}), date(2028, 1, 1))

    assert [fault.where for fault in found] == ["plan.yaml plan.adopted_by", "plan.yaml plan.last_revised"]


def test_an_external_wave_without_a_gate_is_a_warning(shipped: Plan) -> None:
    """It may be meant, but it does not wait for staff."""
    scenario = shipped.scenarios["kokevarsel"]
    ungated = scenario.model_copy(
        update={"waves": tuple(wave.model_copy(update={"gate": None}) for wave in scenario.waves)}
    )
    found = warnings(shipped.model_copy(update={"scenarios": {"kokevarsel": ungated}}), date(2026, 11, 21))

    assert [fault.what.split(" har ")[0] for fault in found[1:]] == [
        "Bølge 3 «Nettside»",
        "Bølge 4 «Presse»",
        "Bølge 5 «Innbyggere»",
    ]
