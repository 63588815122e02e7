import json
from pathlib import Path

import pytest

from dispatcher.plan_file import PlanFaults, load_plan
from tests.plan.conftest import Broken

SMS_AND_EMAIL = "\n        channels: [sms, email]"
GATE = "\n        gate: {share: 0.5, longest_wait: 1m}"
LATER_WAVE = "audiences: [ledere, sykehjem, servicetorg]" + SMS_AND_EMAIL
FIRST_WAVE = "audiences: [kriseledelse, ledere]" + SMS_AND_EMAIL

ONE_FAULT = {
    "quoted number": (
        ('mobile: "+47 42 00 00 02"', "mobile: +4742000002"),
        'mobile: Sett verdien i anførselstegn: mobile: "+4742000002"',
    ),
    "unquoted version": (('version: "1.0"', "version: 1.0"), 'version: Sett verdien i anførselstegn: version: "1.0"'),
    "date": (
        ("next_revision: 2027-11-01", "next_revision: til høsten"),
        "next_revision: Skriv en dato som 2026-11-21.",
    ),
    "page": (
        ("page: loten.kommune.no/krise", "page: https://loten.kommune.no/krise"),
        "page: Skriv adressen uten https foran, for eksempel loten.kommune.no/krise.",
    ),
    "sender": (
        ("sms_sender: Loten", "sms_sender: Løten"),
        "sms_sender: Bruk høyst 11 tegn, bare A–Z, a–z og 0–9 (ikke æøå eller mellomrom), for eksempel Loten.",
    ),
    "misspelt key": (
        ("    certainty: possible", "    certainty: possible\n    certanty: likely"),
        "Ukjent nøkkel «certanty»",
    ),
    "unknown role": (
        ("approvers: [ordforer, kommunedirektor, kommunalsjef-teknisk]", "approvers: [ordforeren]"),
        "Ukjent rolle «ordforeren». Mente du «ordforer»?",
    ),
    "unknown person": (("    holder: ordforer\n", "    holder: ordforar\n"), "Ukjent person «ordforar»"),
    "unknown list": (
        ("lists: [presse]", "lists: [avisene]"),
        "Ukjent liste «avisene». Planen har: ansatte, politikere",
    ),
    "silent unit by free text": (
        ("    silent_units: enhet ", "    silent_units: neste_melding "),
        "Feltet «neste_melding» må være et valg. Skriv kind: choice på det.",
    ),
    "a stem that stops everything": (("  en: [\n    weapon*,", "  en: [\n    w*,"), "«w*» er for kort"),
    "no such field": (("    without_police: uten_politi", "    without_police: politi"), "Ukjent felt «politi»"),
    "free text where only prepared texts go": (
        ("      - key: melding\n", "      - {key: fritt, label: {nb: Fritt}}\n      - key: melding\n"),
        "Scenarioet har bare ferdige tekster. Bruk kind: choice, place eller time, ikke fritekst.",
    ),
    "never the police": (
        (
            "kind: choice\n        choices:\n          ja:",
            "kind: choice\n        default: ja\n        choices:\n          ja:",
        ),
        "Feltet skal være tomt når ingen velger noe",
    ),
    "without the police where they do not lead": (
        (
            "    responsible: kommunalsjef-teknisk\n",
            "    responsible: kommunalsjef-teknisk\n    without_police: feil\n",
        ),
        "Bare et scenario som politiet leder, kan ha dette.",
    ),
    "unknown area": (("default_areas: []", "default_areas: [adalsbrug]"), "Ukjent område «adalsbrug»"),
    "unknown channel": (("channels: [sms, email]", "channels: [sms, epost]"), "Ukjent verdi «epost»"),
    "unknown language": (
        ("email: servicetorg@loten.example, language: nn", "email: servicetorg@loten.example, language: se"),
        "Ukjent språk «se». Planen har: nb, nn, en.",
    ),
    "wave without channel": (("channels: [sms, email]", "channels: []"), "Bølgen har ingen kanal"),
    "wave to nobody": (("audiences: [innbyggere]\n", "audiences: []\n"), "Bølgen når ingen"),
    "banner to an audience": (
        (
            "audiences: [innbyggere]\n        channels: [sms, push, app, email]",
            "audiences: [innbyggere]\n        channels: [banner]",
        ),
        "gi den en egen bølge med public: true",
    ),
    "a wave by telephone": (
        ("audiences: [vakt, sykehjem, servicetorg]" + SMS_AND_EMAIL, "audiences: [vakt]\n        channels: [voice]"),
        "ringer bare til dem som har roller i planen. Ta voice ut av bølgen.",
    ),
    "a replier nobody knows": (
        ("repliers: [informasjonsansvarlig]", "repliers: [informasjonsansvarleg]"),
        "Ukjent rolle «informasjonsansvarleg».",
    ),
    "rung for ever": (("  times: 5\n", "  times: 99\n"), "times: Verdien skal være høyst 15."),
    "public wave by SMS": (("channels: [banner]", "channels: [banner, sms]"), "bruker bare nettsiden"),
    "gate without a bound": (("{share: 0.9, longest_wait: 2m}", "{share: 0.9}"), "Porten mangler en grense"),
    "share over one": (
        ("{share: 0.9, longest_wait: 2m}", "{share: 90, longest_wait: 2m}"),
        "share: Verdien skal være høyst 1",
    ),
    "share below zero": (
        ("{share: 0.9, longest_wait: 2m}", "{share: -0.1, longest_wait: 2m}"),
        "share: Verdien skal være minst 0",
    ),
    "wait too long": (
        ("longest_wait: 2m", "longest_wait: 11m"),
        "Bølgen kan vente for lenge: 11m. For alvorlige hendelser (severe) er det lengste 10m.",
    ),
    "wait without unit": (("longest_wait: 2m", "longest_wait: 120"), "longest_wait: Skriv et tall og en enhet"),
    "gate when it hurries": (
        (LATER_WAVE, LATER_WAVE + GATE),
        "Haster det (urgency: immediate), går bølgene i rekkefølge uten å vente. Fjern gate.",
    ),
    "gate on the first wave": (
        (FIRST_WAVE, FIRST_WAVE + GATE),
        "Den første bølgen åpner straks",
    ),
    "own deputy": (
        ("deputies: [vannverksleder]", "deputies: [kommunalsjef-teknisk]"),
        "«kommunalsjef-teknisk» har rollen og kan ikke være sin egen stedfortreder",
    ),
    "no authority": (
        ("    authority: Leder kriseledelsen (overordnet beredskapsplan)\n", ""),
        "Rollen «kriseleder» godkjenner varsler, men har ingen hjemmel",
    ),
    "link in danger to life": (
        ("    link: false                    # Ingen", "    # Ingen"),
        "Varsler om livsfare skal ikke ha lenke",
    ),
    "choice without a language": (
        ("vest: {nb: VESTOVER, nn: VESTOVER, en: WEST}", "vest: {nb: VESTOVER}"),
        "Valget «vest» mangler tekst på nn, en.",
    ),
    "default that is no choice": (("default: annet", "default: andre"), "Ukjent valg «andre»"),
    "two areas of one name": (("{name: Jønsrud,", "{name: Budor,"), "Området «jonsrud» heter det samme"),
    "list area without streets": (
        ("    names: [Nordbyvegen, Myrvegen]\n", ""),
        "Området er en liste, men har ingen veier",
    ),
    "upper-case key": (("  bibliotek: {", "  Bibliotek: {"), "skal ha bare små bokstaver"),
    "key twice": (
        ("  presse: {file", "  ansatte: {file: contacts/a.csv}\n  presse: {file"),
        "«ansatte» står to ganger",
    ),
    "list outside contacts": (("file: contacts/presse.csv", "file: ../presse.csv"), "Listen skal ligge i contacts/"),
}


@pytest.mark.parametrize("case", ONE_FAULT)
def test_one_thing_wrong_is_one_fault_that_says_what_to_type(case: str, broken: Broken) -> None:
    """Each fault comes alone, on a line of the plan, in a sentence a municipality can act on."""
    change, sentence = ONE_FAULT[case]
    faults = broken(change)

    assert [fault.where.rpartition(":")[0] for fault in faults] == ["plan.yaml"], "\n".join(map(str, faults))
    assert sentence in faults[0].what


@pytest.mark.requirement("R006", "R008")
def test_one_person_alone_cannot_be_the_chain(broken: Broken) -> None:
    """Nobody approves what they sent in, so an approver without a deputy is refused."""
    faults = broken(
        ("approvers: [ordforer, kommunedirektor, kommunalsjef-teknisk]", "approvers: [ordforer]"),
        ("    deputies: [varaordforer, kommunedirektor]\n", ""),
    )

    assert [fault.what for fault in faults] == [
        "Bare én person kan godkjenne, og ingen godkjenner det de selv har sendt inn. Legg til en stedfortreder."
    ]


@pytest.mark.requirement("R029", "R034")
@pytest.mark.parametrize("staff", ["audiences: [politikere]", "audiences: [kriseledelse]"])
def test_nobody_outside_is_told_before_staff(staff: str, broken: Broken) -> None:
    """An external wave with no staff wave before it is refused, and so is the public one; leaders are not staff."""
    faults = broken(("audiences: [vakt, sykehjem, servicetorg]", staff))

    assert len(faults) == 3  # the banner, the press and the citizens
    assert all("før ansatte" in fault.what for fault in faults)


def test_a_promise_needs_a_field_that_asks_for_it(broken: Broken) -> None:
    """A scenario that must promise its next message has the field of kind time that says when."""
    faults = broken(("      - key: neste_melding\n", "      - key: neste\n"))

    assert "ingen felt spør etter den. Legg til neste_melding" in faults[0].what


@pytest.mark.parametrize(
    ("ring", "sentence"),
    [
        ([[11.3, 60.8], [11.4, 60.9], [11.4, 60.8], [11.3, 60.9], [11.3, 60.8]], "krysser seg selv"),
        ([[11.3, 60.8], [11.4, 60.8], [11.4, 60.9], [11.3, 60.9]], "er ikke lukket"),
        ([[11.3, 60.8], [11.4, 60.8], [11.3, 60.8]], "trenger minst 4"),
        ([[60.8, 11.3], [60.8, 11.4], [60.9, 11.4], [60.8, 11.3]], "breddegrad først"),
    ],
    ids=["crosses itself", "not closed", "three points", "axes swapped"],
)
@pytest.mark.parametrize("where", ["plan", "file"])
def test_a_border_that_cannot_be_used_is_told(
    ring: list[list[float]], sentence: str, where: str, home: Path, broken: Broken
) -> None:
    """Drawn in the plan or in a file, a bad ring is told at the area that uses it."""
    borders = home / "contacts" / "areas" / "egne.geojson"
    feature = {"type": "Feature", "id": "x", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    borders.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    source = f"polygon: {ring}" if where == "plan" else "file: contacts/areas/egne.geojson, feature: x"
    old = "file: contacts/areas/loten.geojson, feature: budor"
    (fault,) = broken((old, source))
    lines = (home / "plan.yaml").read_text(encoding="utf-8").splitlines()

    assert sentence in fault.what
    assert lines[int(fault.where.removeprefix("plan.yaml:")) - 1].startswith("  budor:")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Finner ikke filen"),
        ("ikke json", "er ikke gyldig GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "har ikke området «budor»"),
        ('{"features": [{"id": "budor", "geometry": {"type": "Point", "coordinates": [11, 60]}}]}', "er ikke en flate"),
    ],
    ids=["no file", "no JSON", "no feature", "a point"],
)
def test_a_border_file_that_cannot_be_used_is_told(
    content: str | None, sentence: str, home: Path, broken: Broken
) -> None:
    """The fault names the file and what to do about it."""
    if content is not None:
        (home / "contacts" / "areas" / "budor.geojson").write_text(content, encoding="utf-8")
    (fault,) = broken(
        ("file: contacts/areas/loten.geojson, feature: budor", "file: contacts/areas/budor.geojson, feature: budor")
    )

    assert sentence in fault.what


def test_a_border_file_outside_the_folder_is_not_read(broken: Broken) -> None:
    """A plan cannot make the node read files that are not the municipality's."""
    (fault,) = broken(("file: contacts/areas/loten.geojson, feature: budor", "file: ../../etc/passwd, feature: budor"))

    assert "utenfor kommunens mappe" in fault.what


def test_sections_of_the_wrong_shape_are_told_and_hide_nothing(home: Path) -> None:
    """A plan of lists where keys belong still ends in faults with lines, not in a traceback."""
    sections = "plan municipality persons roles lists areas audiences costs rates retention scenarios".split()
    (home / "plan.yaml").write_text("".join(f"{name}: [1, {{}}, x]\n" for name in sections), encoding="utf-8")
    with pytest.raises(PlanFaults) as caught:
        load_plan(home)

    assert {fault.where for fault in caught.value.faults} == {f"plan.yaml:{line}" for line in range(1, 12)}
