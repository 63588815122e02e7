"""Zones and fates: exactly one text to each, and never the words of those in danger to somebody outside it."""

from datetime import datetime
from typing import Any

import pytest

from dispatcher.domain.errors import InvalidInput
from dispatcher.domain.moments import OSLO
from dispatcher.domain.segments import count
from dispatcher.domain.states import AlertKind, AudienceClass, ChannelName, Fate
from tests.rendering.conftest import Broken, Render

NOON = datetime(2026, 11, 22, 12, 15, tzinfo=OSLO)
FIELDS = {
    "fare": "leirskred",
    "retning": "nord",
    "unnga": "bru",
    "moteplass": "loten-ungdomsskole",
    "neste_melding": "13:00",
}
ZONES = {"evakuer": ("nordbyvegen-myrvegen-flate",), "nabo": ("nordbyvegen-naboer",)}
GROWN = ZONES | {"evakuer": ("nordbyvegen-myrvegen-flate", "skulevegen")}
AREAS = ("nordbyvegen-myrvegen-flate", "nordbyvegen-naboer")
EARLIER = datetime(2026, 11, 22, 12, 10, tzinfo=OSLO)
COMPOSED = "22.11 kl 12.15"


def evacuation(render: Render, zone: str = "", **named: Any) -> str:
    """A text of the evacuation, by the zones of noon unless others are named."""
    named = {"areas": AREAS, "zone_areas": ZONES, "at": NOON, "number": "4822"} | named
    return render("evakuering", FIELDS, zone=zone, **named).body


def test_each_zone_has_its_text_and_the_place_is_always_the_danger(render: Render) -> None:
    """Those in danger go, the neighbours stay, the rest keep away; all three are told where the danger is."""
    texts = {zone: evacuation(render, zone) for zone in ("evakuer", "nabo", "resten")}

    assert texts["evakuer"].startswith("EVAKUER STRAKS. Fare for leirskred. ")
    assert texts["nabo"] == (
        "Fare for leirskred ved Nordbyvegen og Myrvegen. Du får denne meldingen fordi du bor UTENFOR faresonen: Du "
        "skal IKKE evakuere. Hold deg unna og hold veiene åpne. Følg NRK. Hjelp: 112. "
        "Neste melding innen 22.11 kl 13. Do NOT evacuate. Løten kommune 22.11 kl 12.15 Nr 4822"
    )
    assert texts["resten"].startswith("Evakuering av Nordbyvegen og Myrvegen. ")
    assert "Det gjelder IKKE der du bor." in texts["resten"]
    assert all("Nordbyvegen og Myrvegen" in text and count(text).parts <= 2 for text in texts.values())
    assert evacuation(render, "evakuer") == evacuation(render)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", [AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION])
@pytest.mark.parametrize("fate", [Fate.KEPT, Fate.ADDED])
@pytest.mark.parametrize("channel", [ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH])
def test_nobody_outside_the_danger_is_told_where_to_flee(
    channel: ChannelName, fate: Fate, kind: AlertKind, language: str, render: Render
) -> None:
    """However short the text must be, in any language: no meeting place, no way to go, no order to leave."""
    for zone in ("nabo", "resten"):
        named = {"kind": kind, "fate": fate, "language": language, "channel": channel, "previous_at": EARLIER}
        text = evacuation(render, zone, **named)

        assert "ungdomsskole" not in text
        assert "NORD" not in text.upper().replace("NORDBYVEGEN", "")
        assert not any(order in text for order in ("EVAKUER STRAKS", "EVACUATE NOW"))
        assert any(calm in text for calm in ("IKKE", "IKKJE", "NOT"))


def test_those_who_lead_work_and_write_are_told_of_the_danger_zone(render: Render) -> None:
    """Leaders, staff, press and the public have no zone of their own."""
    for cls in (AudienceClass.LEADER, AudienceClass.STAFF, AudienceClass.PRESS):
        text = evacuation(render, cls=cls)

        assert "Nordbyvegen og Myrvegen" in text
        assert "området rundt" not in text
    banner = evacuation(render, cls=AudienceClass.PUBLIC, channel=ChannelName.BANNER)
    assert "alle i Nordbyvegen og Myrvegen må ut nå" in banner


def test_without_zones_the_place_is_where_the_alert_is_for(render: Render) -> None:
    """Triggered without zones it is as it always was."""
    text = evacuation(render, zone_areas={}, areas=("adalsbruk",))

    assert "alle i Ådalsbruk må ut nå" in text


@pytest.mark.requirement("R097")
def test_a_grown_zone_is_an_update_to_those_within_and_the_whole_first_text_to_the_new(render: Render) -> None:
    """Kept, added and released: three texts of one update, each whole by itself."""
    update: dict[str, Any] = {
        "kind": AlertKind.UPDATE,
        "zone_areas": GROWN,
        "previous_at": EARLIER,
        "first_at": EARLIER,
    }
    kept = evacuation(render, "evakuer", **update)
    added = evacuation(render, "evakuer", fate=Fate.ADDED, **update)
    released = evacuation(render, fate=Fate.RELEASED, **update)

    assert "Evakueringen av Nordbyvegen og Myrvegen og Skulevegen 1-40 gjelder fortsatt." in kept
    assert added == evacuation(render, "evakuer", zone_areas=GROWN)
    assert "Møt på Løten ungdomsskole." in added
    assert "Du bor utenfor og skal IKKE evakuere." in released
    assert "Løten ungdomsskole" not in released


@pytest.mark.parametrize("kind", [AlertKind.FIRST, AlertKind.UPDATE, AlertKind.CORRECTION])
@pytest.mark.parametrize("channel", [ChannelName.SMS, ChannelName.EMAIL, ChannelName.PUSH, ChannelName.BANNER])
@pytest.mark.parametrize("cls", [AudienceClass.CITIZEN, AudienceClass.STAFF, AudienceClass.LEADER, AudienceClass.PRESS])
def test_what_takes_an_alert_back_knows_no_moment_but_the_alert_s_own(
    cls: AudienceClass, channel: ChannelName, kind: AlertKind, render: Render
) -> None:
    """It is approved at submit and sent perhaps hours later: no clock in it but the one of what it takes back."""
    earlier = None if kind is AlertKind.FIRST else EARLIER
    text = evacuation(
        render, cls=cls, kind=kind, channel=channel, fate=Fate.RETRACTED, previous_at=earlier, first_at=earlier
    )

    assert text.count(" kl ") == text.count(COMPOSED) == 1
    assert "13" not in text.replace("113", "")
    assert "og alle før den" in text or "og de før den" in text or kind is AlertKind.FIRST


def test_the_words_that_take_an_alert_back(render: Render) -> None:
    """Klarspråk: what, which, by whom, what it means for you."""
    text = render("kokevarsel", {"neste_melding": "09:00"}, areas=("adalsbruk",), fate=Fate.RETRACTED).body

    assert text == (
        "FEIL UTSENDT fra Løten kommune: Se bort fra meldingen 22.11 kl 03.40 om kokevarsel i Ådalsbruk. Du trenger "
        "ikke koke vannet. Vi beklager. Info: loten.kommune.no/krise FALSE ALARM, no need to boil water. Nr 4821"
    )


@pytest.mark.requirement("R097")
@pytest.mark.parametrize("fate", [Fate.KEPT, Fate.ADDED, Fate.RELEASED])
def test_a_false_alarm_is_told_as_one_and_asks_for_no_fields(fate: Fate, render: Render) -> None:
    """A correction that there was no danger needs no promise, and sends nobody the first text."""
    text = render(
        "kokevarsel",
        kind=AlertKind.CORRECTION,
        areas=("adalsbruk",),
        previous_at=EARLIER.replace(hour=3, minute=10),
        false_alarm=True,
        fate=fate,
    ).body

    assert text.startswith(
        "RETTELSE fra Løten kommune 22.11 kl 03.40: Det var falsk alarm. Se bort fra meldingen kl 03.10 om kokevarsel "
        "i Ådalsbruk. Du trenger ikke koke vannet. Vi beklager."
    )


def test_a_false_alarm_taken_back_never_says_that_all_is_well(render: Render) -> None:
    """If the danger was real after all, the words that take the correction back send people to the first advice."""
    text = render(
        "kokevarsel", kind=AlertKind.CORRECTION, areas=("adalsbruk",), false_alarm=True, fate=Fate.RETRACTED
    ).body

    assert "trenger ikke" not in text
    assert "Varselet om kokevarsel i Ådalsbruk gjelder fortsatt. Følg rådene i varselet." in text


@pytest.mark.parametrize("typed", ["Løten ungdomsskole", "loten-ungdomsskole", " løten  UNGDOMSSKOLE. "])
def test_a_place_is_found_as_people_write_it_and_printed_by_its_name(typed: str, render: Render) -> None:
    """By key or by name, however it is spelt."""
    text = render("evakuering", FIELDS | {"moteplass": typed}, areas=AREAS, at=NOON).body

    assert "Møt på Løten ungdomsskole." in text


def test_a_place_the_plan_lacks_is_told_with_those_it_has(render: Render) -> None:
    """Nobody is sent to a place that nobody has checked."""
    with pytest.raises(InvalidInput) as caught:
        render("evakuering", FIELDS | {"moteplass": "brua"}, areas=AREAS, at=NOON)
    (fault,) = caught.value.faults

    assert fault.where == "fields.moteplass"
    assert "Planen har ikke stedet «brua». Den har: Løten ungdomsskole, Løten rådhus, Jønsrud skole" in fault.what


def test_a_zone_nobody_knows_is_told(render: Render) -> None:
    """With the zones there are."""
    with pytest.raises(InvalidInput) as caught:
        evacuation(render, "naboer")

    assert "Ukjent sone «naboer». Mente du «nabo»?" in caught.value.faults[0].what


def test_a_zone_outside_the_danger_that_lacks_its_own_advice_is_a_fault(broken: Broken) -> None:
    """Left out, the neighbours would be told to evacuate, perhaps only when the text must be short."""
    faults = broken(
        "evakuering/nb.yaml",
        ('    do_short: "Hold deg unna og hold veiene åpne. Hjelp: 112."\n', ""),
        ("  resten:\n", "  restan:\n"),
    )
    told = [fault.what for fault in faults]

    assert any("Sonen «nabo» er ikke en faresone og mangler «do_short»" in what for what in told)
    assert any("Planen har ingen sone «restan» i dette scenarioet. Mente du «resten»?" in what for what in told)
    assert any("Sonen «resten» er ikke en faresone og mangler «do»" in what for what in told)
    assert all(fault.where.startswith("templates/evakuering/nb.yaml:") for fault in faults)


def test_zones_in_the_templates_of_a_scenario_that_has_none_are_a_fault(broken: Broken) -> None:
    """What nobody can get is a misunderstanding."""
    faults = broken("kokevarsel/nb.yaml", ("signal: KOKEVARSEL", "zones:\n  nabo:\n    do: Bli hjemme.\nsignal: X"))

    assert any("Ukjent tekst «zones»" in fault.what for fault in faults)
