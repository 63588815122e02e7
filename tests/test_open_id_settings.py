"""The settings of the municipality's own sign-in, and a sentence for each thing that is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dispatcher.domain.states import Role
from dispatcher.settings import SettingsInvalid, load_settings

RIGHT = {
    "ISSUER": "https://login.example/loten/v2.0",
    "CLIENT_ID": "1234",
    "CLIENT_SECRET": "made-up-secret",
    "FACTOR_CLAIM": "amr",
    "FACTOR_VALUES": "mfa, ngcmfa",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def given(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> None:
    """Everything as it should be, but for what the test changes; None takes a name away."""
    for name, value in (RIGHT | changed).items():
        if value is not None:
            monkeypatch.setenv(f"DISPATCHER_OIDC__{name}", value)


def faults() -> dict[str, str]:
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings()
    return {fault.where.removeprefix("DISPATCHER_OIDC__"): fault.what for fault in refusal.value.faults}


def test_what_is_set_is_what_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values in pairs or as JSON; the issuer to the letter, for tokens are held against it; a secret is in no repr."""
    given(monkeypatch, ISSUER="https://login.example/", ROLES="Leder=crisis-team, a=b=approver")
    part = load_settings().oidc
    assert part is not None
    monkeypatch.setenv("DISPATCHER_OIDC__ROLES", '{"Leder": "admin"}')
    other = load_settings().oidc
    assert other is not None

    assert part.issuer == "https://login.example/"
    assert part.roles == {"Leder": Role.CRISIS_TEAM, "a=b": Role.APPROVER}
    assert other.roles == {"Leder": Role.ADMIN}
    assert part.factor_values == ("mfa", "ngcmfa")
    assert "made-up-secret" not in repr(part)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ISSUER", "http://login.example", "https-adresse"),
        ("ISSUER", "login.example", "nettadresse"),
        ("CLIENT_ID", None, "mangler"),
        ("CLIENT_SECRET", None, "PRIVATE_KEY_FILE"),
        ("PRIVATE_KEY_FILE", "ingen.pem", "openssl genrsa"),
        ("PRIVATE_KEY_FILE", "ec.pem", "openssl genrsa"),
        ("SCOPES", "profile", "openid"),
        ("FACTOR_CLAIM", None, "mangler"),
        ("FACTOR_CLAIM", "email", "acr"),
        ("FACTOR_VALUES", " , ", "for kort"),
        ("ROLES", "Leder=ordforer", "crisis-team"),
        ("TIMEOUT", "0", "høyere enn 0"),
    ],
)
def test_each_fault_says_what_to_type(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, says: str
) -> None:
    """Also in exercise: its sessions are as good as real ones."""
    key = ec.generate_private_key(ec.SECP256R1())
    (home / "ec.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    given(monkeypatch, **{name: value})
    found = faults()

    assert [where.partition("__")[0] for where in found] == [name]
    assert says in " ".join(found.values())


def test_a_provider_on_this_machine_may_be_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in tests."""
    given(monkeypatch, ISSUER="http://127.0.0.1:9000")

    assert load_settings().oidc is not None
