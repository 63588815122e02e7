"""Callbacks' signatures, against vectors made here by Twilio's published recipe and not by its package."""

import base64
import hashlib
import hmac
from urllib.parse import urlencode

import pytest
from multidict import MultiDict

from dispatcher.channels.signature import known_names, parse_form, valid

TOKEN = "12345678901234567890123456789012"
URL = "https://varsling.loten.example/callbacks/twilio/4f1c2b"
FIELDS = {
    "MessageSid": "SM0123456789abcdef",
    "MessageStatus": "delivered",
    "To": "+4742000001",
    "From": "Loten",
    "ErrorCode": "",
    "Body": "Kok vannet, på Ådalsbruk",
}


def signed(url: str, fields: dict[str, str], token: str = TOKEN) -> str:
    """The address, then every name and value in the order of the names, HMAC-SHA1, base64."""
    text = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def test_twilios_own_signature_is_valid() -> None:
    """The form as it came over the wire, blank fields kept, verifies."""
    form = parse_form(urlencode(FIELDS).encode())

    assert valid(URL, form, signed(URL, FIELDS), TOKEN)


def test_the_published_vector_is_valid() -> None:
    """The example in Twilio's documentation on webhook security."""
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }

    assert valid(
        "https://mycompany.com/myapp.php?foo=1&bar=2", MultiDict(fields), "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "12345"
    )


@pytest.mark.parametrize(
    ("url", "fields", "token"),
    [
        (URL.replace("https", "http"), FIELDS, TOKEN),
        (URL.replace("loten", "evil"), FIELDS, TOKEN),
        (URL + "0", FIELDS, TOKEN),
        (URL + "?x=1", FIELDS, TOKEN),
        (URL, FIELDS | {"MessageStatus": "failed"}, TOKEN),
        (URL, {name: value for name, value in FIELDS.items() if name != "To"}, TOKEN),
        (URL, FIELDS | {"New": "1"}, TOKEN),
        (URL, FIELDS, TOKEN[::-1]),
        (URL, FIELDS, ""),
    ],
)
def test_anything_else_is_not(url: str, fields: dict[str, str], token: str) -> None:
    """Another address, form or account does not verify."""
    assert not valid(url, MultiDict(fields), signed(URL, FIELDS), token)


@pytest.mark.parametrize("signature", [None, "", "x", "æøå", signed(URL, FIELDS)[:-1], signed(URL, FIELDS).lower()])
def test_a_missing_or_mangled_signature_is_not(signature: str | None) -> None:
    """No header is False, not an exception."""
    assert not valid(URL, MultiDict(FIELDS), signature, TOKEN)


def test_a_dropped_blank_field_is_not_the_same_form() -> None:
    """The name of a blank field is signed too, so parsing must keep it."""
    without = MultiDict({name: value for name, value in FIELDS.items() if value})

    assert not valid(URL, without, signed(URL, FIELDS), TOKEN)


def test_the_fragment_is_not_signed() -> None:
    """We ask for callbacks at an address with #rc=5&rp=all; what Twilio signs ends before it."""
    assert valid(URL, MultiDict(FIELDS), signed(URL, FIELDS), TOKEN)
    assert not valid(URL + "#rc=5&rp=all", MultiDict(FIELDS), signed(URL, FIELDS), TOKEN)


@pytest.mark.parametrize("url", ["https://varsling.loten.example:443/cb", "http://127.0.0.1:8080/cb"])
def test_a_port_may_be_signed_or_not(url: str) -> None:
    """Twilio is not consistent about ports; the package tries both."""
    bare = url.replace(":443", "").replace(":8080", "")

    assert valid(url, MultiDict(FIELDS), signed(url, FIELDS), TOKEN)
    assert valid(url, MultiDict(FIELDS), signed(bare, FIELDS), TOKEN)


def test_a_letter_moved_into_the_value_is_no_field() -> None:
    """The scheme runs names and values together, so this verifies; the name is not one we know, so it is no field."""
    moved = {"MessageSi": "dSM1", "MessageStatus": "delivered"}
    signature = signed(URL, {"MessageSid": "SM1", "MessageStatus": "delivered"})

    assert valid(URL, MultiDict(moved), signature, TOKEN)
    assert known_names(MultiDict(moved)) == {"MessageStatus": "delivered"}


def test_a_field_given_twice_is_no_field() -> None:
    """Which of the two was meant is nobody's guess."""
    form = parse_form(b"MessageSid=SM1&MessageStatus=delivered&MessageSid=SM2")

    assert known_names(form) == {"MessageStatus": "delivered"}


def test_a_form_that_is_none_is_refused() -> None:
    """Bytes that are not UTF-8, and forms of a thousand fields, are a ValueError for the caller to answer."""
    with pytest.raises(ValueError, match="utf-8"):
        parse_form(b"Body=\xff")
    with pytest.raises(ValueError, match="utf-8"):
        parse_form(b"Body=%FF")
    with pytest.raises(ValueError, match="fields"):
        parse_form(b"&".join(b"a=%d" % number for number in range(1000)))
