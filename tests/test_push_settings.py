"""The settings of push: hosts, subject and key files, and a sentence for each thing that is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import PrivateFormat

from dispatcher.push_keys import BadAccountFile, BadKeyFile, read_account, read_key
from dispatcher.push_settings import PUSH_SERVICES
from dispatcher.settings import SettingsInvalid, load_settings
from tests.channels.push_server import PROJECT, account_file, b64, key_file, vapid_key

NAMES = (
    *("WEBPUSH__PRIVATE_KEY_FILE", "WEBPUSH__SUBJECT", "WEBPUSH__ALLOWED_HOSTS"),
    *("FCM__CREDENTIALS_FILE", "FCM__PROJECT_ID", "FCM__BASE_URL", "FCM__TOPIC"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with both key files, which the settings name relative to it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISPATCHER_HOME", str(tmp_path))
    key_file(tmp_path)
    account_file(tmp_path)
    return tmp_path


def given(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> None:
    """Everything as it should be, but for what the test changes; None takes a name away."""
    values: dict[str, str | None] = {
        "WEBPUSH__PRIVATE_KEY_FILE": "vapid.pem",
        "WEBPUSH__SUBJECT": "mailto:beredskap@loten.example",
        "FCM__CREDENTIALS_FILE": "firebase.json",
    }
    for name, value in (values | changed).items():
        if value is not None:
            monkeypatch.setenv(f"DISPATCHER_{name}", value)


def faults() -> dict[str, str]:
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings()
    return {fault.where.removeprefix("DISPATCHER_"): fault.what for fault in refusal.value.faults}


def test_two_files_and_a_contact_are_enough(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest has a default: the push services of today's browsers, Google's address, the credentials' project."""
    given(monkeypatch)
    settings = load_settings()

    assert settings.webpush is not None
    assert settings.fcm is not None
    assert settings.webpush.allowed_hosts == PUSH_SERVICES
    assert (settings.fcm.base_url, settings.fcm.topic) == ("https://fcm.googleapis.com", "krisevarsel")
    assert settings.fcm.project_id is None


def test_without_push_nothing_is_asked_for(home: Path) -> None:
    """A municipality that has no push sets nothing."""
    settings = load_settings()

    assert (settings.webpush, settings.fcm) == (None, None)


@pytest.mark.parametrize(
    "written",
    [
        "fcm.googleapis.com, *.Push.apple.com,127.0.0.1:9100",
        '["fcm.googleapis.com","*.push.apple.com","127.0.0.1:9100"]',
    ],
)
def test_hosts_are_written_with_commas(home: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """Or as a JSON list."""
    given(monkeypatch, WEBPUSH__ALLOWED_HOSTS=written)
    settings = load_settings()

    assert settings.webpush is not None
    assert settings.webpush.allowed_hosts == ("fcm.googleapis.com", "*.push.apple.com", "127.0.0.1:9100")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WEBPUSH__SUBJECT", None, "mangler"),
        ("WEBPUSH__SUBJECT", "beredskap@loten.example", "mailto:"),
        ("WEBPUSH__SUBJECT", "http://loten.example", "mailto:"),
        ("WEBPUSH__PRIVATE_KEY_FILE", "nei.pem", "P-256"),
        ("WEBPUSH__PRIVATE_KEY_FILE", "firebase.json", "P-256"),
        ("WEBPUSH__ALLOWED_HOSTS", "*", "vertsnavn"),
        ("WEBPUSH__ALLOWED_HOSTS", "https://fcm.googleapis.com", "vertsnavn"),
        ("WEBPUSH__ALLOWED_HOSTS", "[", "vertsnavn"),
        ("WEBPUSH__ALLOWED_HOSTS", "", "for kort"),
        ("FCM__CREDENTIALS_FILE", "nei.json", "tjenestekonto"),
        ("FCM__CREDENTIALS_FILE", "vapid.pem", "tjenestekonto"),
        ("FCM__BASE_URL", "fcm.googleapis.com", "nettadresse"),
        ("FCM__PROJECT_ID", "../x", "form"),
        ("FCM__TOPIC", "/topics/x", "form"),
    ],
)
def test_what_is_wrong_is_told_in_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, words: str
) -> None:
    """One line, by the setting's own name, before anything opens."""
    if value is None:
        monkeypatch.setenv("DISPATCHER_WEBPUSH__PRIVATE_KEY_FILE", "vapid.pem")
    else:
        given(monkeypatch, **{name: value})

    assert words in faults()[name]


def test_a_live_node_signs_in_over_https_only(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FCM's address too; plain http is for a test's own server on this machine."""
    monkeypatch.setenv("DISPATCHER_MODE", "live")
    monkeypatch.setenv("DISPATCHER_SECRET_KEY", "0123456789abcdef")
    given(monkeypatch, FCM__BASE_URL="http://fcm.example")

    assert "https" in faults()["FCM__BASE_URL"]
    monkeypatch.setenv("DISPATCHER_FCM__BASE_URL", "http://127.0.0.1:9100")
    assert load_settings().fcm is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"private_key": None},
        {"private_key": "x"},
        {"client_email": None},
        {"token_uri": "http://oauth2.example/token"},
        {"token_uri": "file:///etc/passwd"},
        {"token_uri": 1},
    ],
    ids=["no key", "no real key", "no account", "plain http", "a file", "a number"],
)
def test_a_service_accounts_file_that_is_none(home: Path, changed: dict[str, Any]) -> None:
    """Whatever is missing or unsafe in it."""
    with pytest.raises(BadAccountFile):
        read_account(account_file(home, **changed))


def test_a_file_that_does_not_say_its_project(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the setting has to."""
    account_file(home, project_id=None)
    given(monkeypatch)

    assert "mangler" in faults()["FCM__PROJECT_ID"]
    monkeypatch.setenv("DISPATCHER_FCM__PROJECT_ID", PROJECT)
    assert load_settings().fcm is not None


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_a_key_as_openssl_writes_it(home: Path, form: PrivateFormat) -> None:
    """Either form, and with the curve's own block before it."""
    file = key_file(home, form=form)
    curve = b"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    file.write_bytes(curve + file.read_bytes())

    assert read_key(file).private_numbers() == vapid_key().private_numbers()


def test_a_key_as_web_push_writes_it(home: Path) -> None:
    """32 bytes in base64url."""
    file = home / "raw"
    file.write_text(b64(vapid_key().private_numbers().private_value.to_bytes(32, "big")) + "\n")

    assert read_key(file).private_numbers() == vapid_key().private_numbers()


@pytest.mark.parametrize("what", ["another curve", "another kind", "too short", "noise", "a folder"])
def test_a_key_that_is_none(home: Path, what: str) -> None:
    """P-256 and nothing else."""
    file = home / "wrong"
    match what:
        case "another curve":
            file = key_file(home, ec.generate_private_key(ec.SECP384R1()))
        case "another kind":
            file = key_file(home, ed25519.Ed25519PrivateKey.generate())
        case "too short":
            file.write_text(b64(b"x" * 31))
        case "noise":
            file.write_bytes(b"\xff\xfe{}")
        case _:
            file.mkdir()

    with pytest.raises(BadKeyFile):
        read_key(file)


def test_no_secret_is_in_a_repr(home: Path) -> None:
    """Of a service account neither key nor file."""
    account = read_account(home / "firebase.json")

    assert json.loads((home / "firebase.json").read_text())["private_key"][40:80] not in repr(account)
    assert "key=" not in repr(account).replace("key_id=", "")
