"""Which addresses of push services are called, and which numbers connections are opened to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from dispatcher.domain import endpoint
from dispatcher.domain.endpoint import BadEndpoint, is_local, is_public, mask_endpoint, read_endpoint, usable_pattern
from dispatcher.push_settings import PUSH_SERVICES

TOKEN = "dQw4w9WgXcQ:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx"
HERE = ("127.0.0.1:9100", "localhost", "[::1]:9100", *PUSH_SERVICES)


@pytest.mark.parametrize(
    "url",
    [
        f"https://fcm.googleapis.com/fcm/send/{TOKEN}",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk",
        "https://web.push.apple.com/QGuQyavXutnMH9j7",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAACsJ%2bXx",
        "https://FCM.googleapis.com/fcm/send/x",
    ],
)
def test_what_browsers_give_is_read(url: str) -> None:
    """The four push services of today, as they write their addresses."""
    found = read_endpoint(url, PUSH_SERVICES)

    assert found.url == url
    assert found.origin == f"https://{found.host}"
    assert not found.local


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", endpoint.NO_ADDRESS),
        ("fcm.googleapis.com/x", endpoint.NO_ADDRESS),
        ("ftp://fcm.googleapis.com/x", endpoint.NO_ADDRESS),
        ("https:///x", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com/x y", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com/x\n", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com/\u00e5", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com/x#y", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com\\@evil.example/x", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com%2eevil.example/x", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com:99999/x", endpoint.NO_ADDRESS),
        ("https://fcm.googleapis.com/" + "x" * 2000, endpoint.NO_ADDRESS),
        ("https://user@fcm.googleapis.com/x", endpoint.USER),
        ("https://user:pass@fcm.googleapis.com/x", endpoint.USER),
        ("https://fcm.googleapis.com@127.0.0.1/x", endpoint.USER),
        ("https://127.0.0.1/x", endpoint.HERE),
        ("https://127.8.9.10/x", endpoint.HERE),
        ("https://localhost/x", endpoint.HERE),
        ("https://[::1]/x", endpoint.HERE),
        ("https://0.0.0.0/x", endpoint.HERE),
        ("https://10.0.0.1/x", endpoint.PRIVATE),
        ("https://192.168.1.1/x", endpoint.PRIVATE),
        ("https://169.254.169.254/latest/meta-data", endpoint.PRIVATE),
        ("https://[fd00::1]/x", endpoint.PRIVATE),
        ("https://[fe80::1]/x", endpoint.PRIVATE),
        ("https://[::ffff:127.0.0.1]/x", endpoint.MAPPED),
        ("https://[::ffff:8.8.8.8]/x", endpoint.MAPPED),
        ("https://[::ffff:7f00:1]/x", endpoint.MAPPED),
        ("https://[2002:7f00:1::1]/x", endpoint.MAPPED),
        ("https://8.8.8.8/x", endpoint.NUMBER),
        ("https://[2a00:1450:400f:80c::200a]/x", endpoint.NUMBER),
        ("http://fcm.googleapis.com/x", endpoint.NOT_HTTPS),
        ("https://fcm.googleapis.com:443/x", endpoint.PORT),
        ("https://fcm.googleapis.com:8443/x", endpoint.PORT),
        ("https://push.example/x", endpoint.NOT_ALLOWED),
        ("https://evilfcm.googleapis.com/x", endpoint.NOT_ALLOWED),
        ("https://fcm.googleapis.com.evil.example/x", endpoint.NOT_ALLOWED),
        ("https://fcm.googleapis.com./x", endpoint.NOT_ALLOWED),
        ("https://push.apple.com/x", endpoint.NOT_ALLOWED),
        ("https://evilpush.apple.com/x", endpoint.NOT_ALLOWED),
        ("https://2130706433/x", endpoint.NOT_ALLOWED),
        ("https://0x7f000001/x", endpoint.NOT_ALLOWED),
        ("https://127.1/x", endpoint.NOT_ALLOWED),
        ("https://0177.0.0.1/x", endpoint.NOT_ALLOWED),
        ("https://127.0.0.1.nip.example/x", endpoint.NOT_ALLOWED),
    ],
)
def test_what_is_refused_and_why(url: str, why: str) -> None:
    """Each way in that somebody may try has a sentence that says what is wrong with it."""
    with pytest.raises(BadEndpoint) as refusal:
        read_endpoint(url, PUSH_SERVICES)

    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:9100/push/x", True),
        ("http://localhost/x", True),
        ("http://localhost:81/x", True),
        ("http://[::1]:9100/x", True),
        ("https://fcm.googleapis.com/x", False),
    ],
)
def test_a_loopback_host_that_is_named(url: str, *, local: bool) -> None:
    """The settings may name this machine itself, with a port or for any: then plain http and that port will do."""
    assert read_endpoint(url, HERE).local is local


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9101/x", "http://127.0.0.2:9100/x", "http://[::ffff:127.0.0.1]:9100/x"]
)
def test_only_the_named_loopback_host(url: str) -> None:
    """Another port, another number, another way to write it: refused as if nothing had been named."""
    with pytest.raises(BadEndpoint):
        read_endpoint(url, HERE)


@given(st.from_regex(re.compile(r"https?://[a-zA-Z0-9.@:\[\]\\%#/?-]{1,40}/[!-~]{0,20}", re.ASCII), fullmatch=True))
def test_what_is_read_is_what_would_be_called(url: str) -> None:
    """Whatever passes, the client's own reading of it has the host that was looked at."""
    try:
        found = read_endpoint(url, (*HERE, "*.example", "a", "b.c"))
    except BadEndpoint:
        return

    client = URL(found.url, encoded=True)
    assert (client.raw_host or "").lower() == found.host.strip("[]")
    assert client.explicit_port == found.port
    assert client.user is None


@pytest.mark.parametrize("number", ["8.8.8.8", "142.250.74.10", "2a00:1450:400f:80c::200a", "64:ff9b::808:808"])
def test_a_number_of_the_internet(number: str) -> None:
    """Push services have such, also behind a NAT64."""
    assert is_public(number)
    assert not is_local(number)


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.1", "::ffff:8.8.8.8", "::", "fe80::1%eth0", "x", ""])
def test_a_number_that_is_not_of_the_internet(number: str) -> None:
    """Loopback, a closed net, a disguise, and what is no number."""
    assert not is_public(number)


@pytest.mark.parametrize(
    ("number", "local"),
    [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", False), ("8.8.8.8", False), ("x", False)],
)
def test_a_number_of_this_machine(number: str, *, local: bool) -> None:
    """Its own, as they are written plainly."""
    assert is_local(number) is local


@pytest.mark.parametrize(
    ("pattern", "usable"),
    [
        ("fcm.googleapis.com", True),
        ("*.push.apple.com", True),
        ("127.0.0.1", True),
        ("127.0.0.1:9100", True),
        ("[::1]:9100", True),
        ("localhost:9100", True),
        ("*", False),
        ("*.com", False),
        ("push.example:8443", False),
        ("https://push.example", False),
        ("push.example/x", False),
        ("", False),
    ],
)
def test_what_a_setting_may_name(pattern: str, *, usable: bool) -> None:
    """Hosts, and everything under a name of a second level or deeper; a port only of this machine."""
    assert usable_pattern(pattern) is usable


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (f"https://fcm.googleapis.com/fcm/send/{TOKEN}ab12", "fcm.googleapis.com/…ab12"),
        (
            f'{{"endpoint":"https://fcm.googleapis.com/fcm/send/{TOKEN}ab12","p256dh":"B","auth":"x"}}',
            "fcm.googleapis.com/…ab12",
        ),
        ("https://web.push.apple.com/kort", "web.push.apple.com/…"),
        ("https://user:pass@push.example/" + "x" * 40, "push.example/…xxxx"),
        ('{"gone":17}', "…"),
        ("{", "…"),
        ("", "…"),
        ("+4742123456", "…"),
    ],
)
def test_an_address_as_people_may_see_it(value: str, shown: str) -> None:
    """Which push service, and the last four of a long address: enough to recognise, too little to send to."""
    assert mask_endpoint(value) == shown
