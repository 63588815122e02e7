"""Passwords: what is refused, what is taken, and how they are kept."""

import pytest

from dispatcher.signing_in import passwords
from dispatcher.signing_in.keys import Keys

MUNICIPALITY = "Løten kommune"
REFUSED = {
    "kort": "minst 8 tegn",
    "1234567": "minst 8 tegn",
    "12345678": "gjettes først",
    "Password": "gjettes først",
    "PASSORD123": "gjettes først",
    "aaaaaaaaaa": "gjettes først",
    "løten2026": "navnet på deg eller kommunen",
    "Kommune!!": "navnet på deg eller kommunen",
    "anne.testesen1": "navnet på deg eller kommunen",
    "x" * 64 + "yz" * 33: "høyst 128 tegn",
}
TAKEN = (
    "fire bever i elva",
    "korrekthestbatteristift",
    "Løten kommune har ni broer",
    "x7!kQ2pz",
    "пароль на века",
    "ab" + "c" * 126,
)


@pytest.mark.parametrize("password", REFUSED)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    """By length and commonness, with a sentence that says what to do."""
    found = passwords.fault(password, "anne.testesen", MUNICIPALITY)

    assert found is not None
    assert REFUSED[password] in found.what


@pytest.mark.parametrize("password", TAKEN)
def test_no_rule_of_composition(password: str) -> None:
    """Any sign, no sign that must be there, and up to 128 of them."""
    assert passwords.fault(password, "anne.testesen", MUNICIPALITY) is None


def test_the_list_of_common_passwords_is_long() -> None:
    """ASVS asks for the 3,000 most common that the other rules let through."""
    lines = passwords.COMMON.read_text(encoding="utf-8").splitlines()

    assert len(lines) > 3000
    assert all(len(line) >= passwords.SHORTEST for line in lines)


def test_a_password_is_kept_as_argon2id_and_is_the_same_from_any_keyboard() -> None:
    """One sign for å, or a and a ring; nothing of it can be read back, and two are never alike."""
    one = passwords.hashed("fire måker i elva")

    assert one.startswith("$argon2id$")
    assert passwords.hashed("fire måker i elva") != one
    assert passwords.matches(one, "fire ma\u030aker i elva")
    assert not passwords.matches(one, "fire maker i elva")
    assert not passwords.matches(None, "nobody has this one")


def test_what_is_sealed_opens_only_with_its_key_and_for_its_purpose() -> None:
    """Another node's key, or another purpose, gives nothing."""
    sealed = Keys("one secret").seal("app", "JBSWY3DP")

    assert Keys("one secret").open("app", sealed) == "JBSWY3DP"
    assert Keys("one secret").open("other", sealed) is None
    assert Keys("other secret").open("app", sealed) is None
    assert "secret" not in repr(Keys("one secret"))
