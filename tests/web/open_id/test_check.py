"""check asks the provider what a sign-in would ask, and looks for somebody who comes in without it."""

import pytest
from pydantic import SecretStr

from dispatcher.cli.checking.findings import Findings
from dispatcher.cli.checking.own_sign_in import check_emergency, look
from dispatcher.ledger import credentials
from dispatcher.settings import NodeMode, Settings
from tests.office import OfficeScene
from tests.web.open_id.town import Provider, settings_of


def settings(provider: Provider, mode: NodeMode = NodeMode.LIVE) -> Settings:
    secret = SecretStr("0123456789abcdef")
    return Settings(_env_file=None, mode=mode, secret_key=secret, oidc=settings_of(provider.address))


async def test_a_provider_that_answers_is_a_line(provider: Provider) -> None:
    """As every route; and none of it where there is no provider."""
    found = await look(settings(provider))
    none = await look(Settings(_env_file=None))

    assert [(one.name, one.ok) for one in found.routes] == [("innlogging (oidc)", True)]
    assert (found.faults, found.warnings, none.routes) == ([], [], [])


@pytest.mark.parametrize(
    ("fault", "told", "why"),
    [
        ("discovery-500", "warnings", "discovery"),
        ("slow", "warnings", "discovery"),
        ("huge", "warnings", "jwks"),
        ("other-issuer", "faults", "issuer"),
        ("plain-jwks", "faults", "jwks_uri"),
    ],
)
async def test_what_would_stop_a_sign_in_is_told(provider: Provider, fault: str, told: str, why: str) -> None:
    """Away is a warning, for passkeys still work; what can never work is a fault."""
    await provider.set(fault=fault)
    found = await look(settings(provider))

    assert [why in one.what for one in getattr(found, told)] == [True]
    assert [(one.ok, one.reason) for one in found.routes] == [(False, why)]


def test_somebody_must_come_in_without_it(office: OfficeScene, provider: Provider) -> None:
    """A fault in live, a warning in exercise; nothing when there is one."""
    live, exercise, well = Findings(), Findings(), Findings()
    check_emergency(office.ledger, settings(provider), live)
    check_emergency(office.ledger, settings(provider, NodeMode.EXERCISE), exercise)
    office.ledger.write_now(credentials.set_password, office.users["kari"].id, "hash", office.now)
    office.ledger.write_now(credentials.set_app, office.users["kari"].id, "sealed", 0, office.now)
    check_emergency(office.ledger, settings(provider), well)

    assert [one.where for one in live.faults] == ["nødinnlogging"]
    assert [one.where for one in exercise.warnings] == ["nødinnlogging"]
    assert (well.faults, well.warnings) == ([], [])
