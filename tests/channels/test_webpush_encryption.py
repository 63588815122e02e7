"""Web Push encryption against the standard's own example, a second implementation, and keys that are none."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.capture.push_rules import PushKeys, decrypt
from dispatcher.channels.webpush_encryption import MOST_BYTES, BadKeys, Receiver, encrypt, read_address
from tests.channels.push_server import BROWSER, b64, point_of, subscription

# RFC 8291, section 5 and appendix A.
PLAINTEXT = b"When I grow up, I want to be a watermelon"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def raw(word: str) -> bytes:
    return urlsafe_b64decode(word + "=" * (-len(word) % 4))


def private(word: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(raw(word), "big"), ec.SECP256R1())


def browser() -> PushKeys:
    """The browser of the RFC's example."""
    keys = PushKeys()
    keys.__dict__.update(private=private(RECEIVER_PRIVATE), auth=raw(SECRET), point=raw(RECEIVER))
    return keys


def test_the_rfcs_example_comes_out_byte_for_byte() -> None:
    """With the salt and sender key of RFC 8291's example the message is the one printed there."""
    made = encrypt(PLAINTEXT, Receiver.read(RECEIVER, SECRET), salt=raw(SALT), sender=private(SENDER))

    assert b64(made) == MESSAGE


def test_the_captures_own_way_opens_the_rfcs_example() -> None:
    """The second witness is held by the same example, so the two cannot be wrong alike."""
    assert decrypt(raw(MESSAGE), browser()) == PLAINTEXT


@given(st.binary(max_size=MOST_BYTES))
def test_what_one_encrypts_the_other_opens(plaintext: bytes) -> None:
    """Any payload up to the limit comes out as it went in, through two implementations that share no line."""
    receiver = Receiver.read(**BROWSER.as_told())

    assert decrypt(encrypt(plaintext, receiver), BROWSER) == plaintext


def test_the_limit_is_what_a_push_service_must_take() -> None:
    """3,993 bytes of text are 4,096 bytes of message."""
    assert len(encrypt(b"x" * MOST_BYTES, Receiver.read(**BROWSER.as_told()))) == 4096


def test_no_two_messages_share_anything() -> None:
    """Salt and sender key are new every time: the same text to the same browser is another message."""
    receiver = Receiver.read(**BROWSER.as_told())
    one, other = encrypt(PLAINTEXT, receiver), encrypt(PLAINTEXT, receiver)

    assert one[:16] != other[:16]
    assert one[21:86] != other[21:86]
    assert one[86:] != other[86:]


GOOD = BROWSER.as_told()
NO_KEYS: dict[str, tuple[str, str]] = {
    "no point": ("p256dh", ""),
    "short": ("p256dh", "kort"),
    "off the curve": ("p256dh", b64(b"\x04" + b"\x01" * 64)),
    "compressed": ("p256dh", b64(b"\x02" + point_of(ec.generate_private_key(ec.SECP256R1()))[1:33])),
    "at infinity": ("p256dh", b64(b"\x04" + b"\x00" * 64)),
    "too long": ("p256dh", GOOD["p256dh"] + "AAAA"),
    "a new line in it": ("p256dh", GOOD["p256dh"][:-1] + "\n"),
    "not ASCII": ("p256dh", "å" * 87),
    "no secret": ("auth", ""),
    "15 bytes": ("auth", b64(b"x" * 15)),
    "17 bytes": ("auth", b64(b"x" * 17)),
    "not base64": ("auth", "!" * 22),
}


@pytest.mark.parametrize("which", NO_KEYS)
def test_keys_that_are_none_are_named(which: str) -> None:
    """Too short, too long, not base64, not on the curve: whoever asks learns which key, and no library's words."""
    name, word = NO_KEYS[which]
    with pytest.raises(BadKeys) as found:
        Receiver.read(**(GOOD | {name: word})).public_key()

    assert found.value.name == name


def test_keys_may_be_written_as_libraries_do() -> None:
    """With padding, and with the + and / of plain base64."""
    plain = {name: word.replace("-", "+").replace("_", "/") + "=" * (-len(word) % 4) for name, word in GOOD.items()}

    assert Receiver.read(**plain) == Receiver.read(**GOOD)


NO_SUBSCRIPTIONS = {
    "nothing": "",
    "a list": "[]",
    "an empty object": "{}",
    "an erased one": '{"gone":17}',
    "an endpoint alone": "https://fcm.googleapis.com/x",
    "a space after it": subscription("https://fcm.googleapis.com/x") + " ",
    "a number": json.dumps({"endpoint": 1, **GOOD}),
    "no keys": json.dumps({"endpoint": "https://fcm.googleapis.com/x"}),
}


@pytest.mark.parametrize("which", NO_SUBSCRIPTIONS)
def test_an_address_that_holds_no_subscription(which: str) -> None:
    """Whatever stands in the ledger, a value or a ValueError comes of it."""
    with pytest.raises(ValueError, match=r".+"):
        read_address(NO_SUBSCRIPTIONS[which])
