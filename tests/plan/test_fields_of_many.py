"""Fields that many scenarios ask for stand once in the plan, and in every scenario that names them."""

import json

from dispatcher.domain.plan import Plan
from dispatcher.plan_file import load_plan, plan_from_document
from tests.plan.conftest import REPOSITORY, Broken

SHARED = "shared: [sted, neste_melding, endring, endring_en, feil, pressekontakt, direktesending]"


def test_a_scenario_has_the_fields_it_names_after_its_own(shipped: Plan) -> None:
    """A person sees one form; a promise the scenario requires is a field that must be filled in."""
    water, school = shipped.scenarios["vannavstengning"], shipped.scenarios["skole-stengt"]
    promised, hoped = water.field("neste_melding"), school.field("neste_melding")

    assert [field.key for field in water.fields][:3] == ["til", "hentested", "hentested_en"]
    assert [field.key for field in water.fields][3:] == [
        "sted",
        "neste_melding",
        "endring",
        "endring_en",
        "feil",
        "pressekontakt",
        "direktesending",
    ]
    assert promised
    assert hoped
    assert (water.promise, promised.required) == ("required", True)
    assert (school.promise, hoped.required) == ("optional", False)


def test_the_frozen_copy_has_them_once(shipped: Plan) -> None:
    """An incident keeps what was asked; reading the copy adds nothing."""
    document = load_plan(REPOSITORY).document
    flood = [field["key"] for field in json.loads(document)["scenarios"]["flom"]["fields"]]

    assert flood == [
        "vassdrag",
        "sted",
        "neste_melding",
        "endring",
        "endring_en",
        "feil",
        "pressekontakt",
        "direktesending",
    ]
    assert plan_from_document(document).scenarios["flom"].fields == shipped.scenarios["flom"].fields


def test_a_shared_field_the_plan_does_not_have_is_a_fault(broken: Broken) -> None:
    """With its line and the name that was meant."""
    faults = broken((SHARED, SHARED.replace("neste_melding", "neste_meldinga")))

    assert "Ukjent felles felt «neste_meldinga». Mente du «neste_melding»?" in [fault.what for fault in faults]


def test_a_scenario_that_must_promise_needs_the_field(broken: Broken) -> None:
    """Also when the field it left out is a shared one."""
    water = f"        translates: hentested\n        language: en\n    {SHARED}"
    (fault,) = broken((water, water.replace("neste_melding, ", "")))

    assert "Neste melding skal loves" in fault.what
