"""Two routes a channel: the settings of a backup, what is unsafe about them in live, and the lanes they become."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from dispatcher.channels.guard import CaptureCredential
from dispatcher.delivery.engine import LaneSpec
from dispatcher.lanes import Outset, callback_tokens, real_lanes
from dispatcher.ports import SystemClock
from dispatcher.settings import Security, Settings, SettingsInvalid, load_settings
from tests.office import OfficeScene

LIVE = {
    "MODE": "live",
    "SECRET_KEY": "0123456789abcdef",
    "PUBLIC_URL": "https://varsling.loten.example",
    "TWILIO__ACCOUNT_SID": "AC1",
    "TWILIO__AUTH_TOKEN": "first",
    "TWILIO__SENDER": "Loten",
    "SMTP__HOST": "smtp.loten.example",
    "SMTP__SENDER": "varsling@loten.example",
}
BACKUPS = {
    "TWILIO_BACKUP__ACCOUNT_SID": "AC2",
    "TWILIO_BACKUP__AUTH_TOKEN": "second",
    "TWILIO_BACKUP__SENDER": "+4790000000",
    "SMTP_BACKUP__HOST": "smtp2.loten.example",
    "SMTP_BACKUP__SENDER": "varsling@loten.example",
    "SMTP_BACKUP__CONNECTIONS": "3",
}


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a .env."""
    monkeypatch.chdir(tmp_path)


def loaded(monkeypatch: pytest.MonkeyPatch, *given: dict[str, str]) -> Settings:
    for name, value in {name: value for some in given for name, value in some.items()}.items():
        monkeypatch.setenv(f"DISPATCHER_{name}", value)
    return load_settings()


def faults(monkeypatch: pytest.MonkeyPatch, *given: dict[str, str]) -> dict[str, str]:
    with pytest.raises(SettingsInvalid) as refusal:
        loaded(monkeypatch, *given)
    return {fault.where.removeprefix("DISPATCHER_"): fault.what for fault in refusal.value.faults}


def test_a_backup_is_set_like_what_it_backs_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same names, the same defaults."""
    settings = loaded(monkeypatch, LIVE, BACKUPS)

    assert settings.twilio_backup is not None
    assert settings.smtp_backup is not None
    assert (settings.twilio_backup.account_sid, settings.twilio_backup.concurrency) == ("AC2", 100)
    assert (settings.smtp_backup.security, settings.smtp_backup.connections) == (Security.STARTTLS, 3)


@pytest.mark.parametrize(("name", "missing"), [("TWILIO", "TWILIO__ACCOUNT_SID"), ("SMTP", "SMTP__HOST")])
def test_a_backup_of_nothing_is_a_fault(monkeypatch: pytest.MonkeyPatch, name: str, missing: str) -> None:
    """In every mode, and it says what to set."""
    alone = {key: value for key, value in BACKUPS.items() if key.startswith(name)}
    told = faults(monkeypatch, alone)

    assert set(told) == {f"{name}_BACKUP"}
    assert f"Sett DISPATCHER_{missing} og resten, uten «_BACKUP»." in told[f"{name}_BACKUP"]


def test_half_a_backup_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would fail on the night it was needed."""
    half = {"TWILIO_BACKUP__ACCOUNT_SID": "AC2", "SMTP_BACKUP__HOST": "smtp2.loten.example"}

    assert set(faults(monkeypatch, LIVE, half)) == {"TWILIO_BACKUP__AUTH_TOKEN", "SMTP_BACKUP__SENDER"}


def test_live_holds_a_backup_to_the_same_safety(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypted both, https and STARTTLS, or this machine itself."""
    unsafe = {"TWILIO_BACKUP__BASE_URL": "http://sms.loten.example", "SMTP_BACKUP__SECURITY": "none"}
    here = {"TWILIO_BACKUP__BASE_URL": "http://127.0.0.1:9", "SMTP_BACKUP__HOST": "127.0.0.1"}

    assert set(faults(monkeypatch, LIVE, BACKUPS, unsafe)) == {
        "TWILIO_BACKUP__BASE_URL",
        "SMTP_BACKUP__SECURITY",
    }
    assert loaded(monkeypatch, LIVE, BACKUPS, unsafe, here).smtp_backup is not None


def test_a_backup_is_a_lane_of_its_own(office: OfficeScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Right after its primary, with a name, a pace and limits of its own; its account's token is known by that name."""
    settings = loaded(monkeypatch, LIVE, BACKUPS)
    lanes = real_lanes(
        Outset(
            settings=settings,
            clock=SystemClock(),
            ledger=office.ledger,
            plan=office.plan,
            address="https://varsling.loten.example",
        )
    )
    tokens = callback_tokens(settings, CaptureCredential())
    asyncio.run(_close(lanes))

    assert [(lane.channel.provider, lane.concurrency, lane.rate) for lane in lanes] == [
        ("banner", 1, None),
        ("twilio", 100, 10.0),
        ("twilio-backup", 100, 1.0),
        ("smtp", 8, None),
        ("smtp-backup", 3, None),
    ]
    assert (tokens["twilio"], tokens["twilio-backup"]) == ("first", "second")


async def _close(lanes: list[LaneSpec]) -> None:
    for lane in lanes:
        await lane.channel.close()
