"""What must open nothing: replayed and foreign ways back, words that are not the provider's or not for us, links."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from structlog.testing import capture_logs

from tests.office import OfficeScene
from tests.web.console.visitor import Visitor
from tests.web.node import running
from tests.web.open_id.provider import SECRET
from tests.web.open_id.town import BACK, Provider, gone, settings_of, signed

PATH = "/a/1001-1"


async def test_a_way_back_is_good_once_and_in_the_browser_that_went(kari: Visitor, provider: Provider) -> None:
    """Replayed with its cookie kept, without it, in another browser on its own journey (login CSRF), or changed."""
    provider.knows("kari", "sub-kari")
    there = await gone(kari)
    kept = dict(kari.others)
    first = await provider.login(there, "sub-kari")
    other = Visitor(node=kari.node, session=kari.session)
    stolen = [await other.get(first)]
    await gone(other)
    stolen.append(await other.get(first))
    right = await kari.get(first)
    token, kari.cookie, kari.others = kari.cookie, "", kept
    for path in (first, await provider.login(there, "sub-kari"), f"{BACK}?code=x&state=å", f"{BACK}?code=x", BACK):
        kari.others = dict(kept)
        stolen.append(await kari.get(path))
    for cookie in ("x", "å", "AAAA", kept["dispatcher-open-id"][:-4] + "AAAA"):
        kari.others = {"dispatcher-open-id": cookie}
        stolen.append(await kari.get(await provider.login(there, "sub-kari")))

    assert right.status == 303
    assert token
    assert {(one.status, "Begynn på nytt" in one.text) for one in stolen} == {(403, True)}
    assert (kari.cookie, other.cookie) == ("", "")


async def test_a_journey_lasts_ten_minutes(kari: Visitor, provider: Provider) -> None:
    """Whoever comes later begins anew."""
    provider.knows("kari", "sub-kari")
    back = await provider.login(await gone(kari), "sub-kari")
    kari.node.scene.later(minutes=11)
    await provider.set()  # whose word is as fresh as ever
    late = await kari.get(back)

    assert (late.status, "Begynn på nytt" in late.text) == (403, True)
    assert kari.cookie == ""


async def test_a_journey_is_good_for_what_it_was_begun_for(kari: Visitor, provider: Provider) -> None:
    """Who went to sign in comes back signed in, and an account that was signed in meanwhile is tied to nobody."""
    back = await provider.login(await gone(kari), "sub-ny")
    kari.signed_in("kari")
    arrived = await kari.get(back)

    assert arrived.status == 403
    assert "ikke knyttet til en bruker" in arrived.text


FAULTS: dict[str, tuple[dict[str, Any], int]] = {
    "huge": ({"fault": "huge"}, 503),  # first: afterwards the keys are known
    "alg-none": ({"fault": "alg-none"}, 403),
    "alg-hs": ({"fault": "alg-hs"}, 403),
    "other-key": ({"fault": "other-key"}, 403),
    "unknown-kid": ({"fault": "unknown-kid"}, 403),
    "no-word": ({"fault": "no-word"}, 403),
    "denied": ({"fault": "denied"}, 403),
    "nonce": ({"claims": {"nonce": "en annen"}}, 403),
    "no-nonce": ({"claims": {"nonce": None}}, 403),
    "number-nonce": ({"claims": {"nonce": 7}}, 403),
    "aud": ({"claims": {"aud": "en-annen-tjeneste"}}, 403),
    "no-aud": ({"claims": {"aud": None}}, 403),
    "azp": ({"claims": {"azp": "en-annen-tjeneste"}}, 403),
    "two-aud": ({"claims": {"aud": ["dispatcher-test", "en-annen-tjeneste"]}}, 403),
    "iss": ({"claims": {"iss": "https://annen.example"}}, 403),
    "sub": ({"claims": {"sub": ""}}, 403),
    "number-sub": ({"claims": {"sub": 7}}, 403),
    "expired": ({"claims": {"exp": 1_700_000_000}}, 403),
    "no-exp": ({"claims": {"exp": None}}, 403),
    "word-exp": ({"claims": {"exp": "alltid"}}, 403),
    "future": ({"claims": {"iat": 4_000_000_000}}, 403),
    "not-yet": ({"claims": {"nbf": 4_000_000_000}}, 403),
    "one-factor": ({"claims": {"amr": ["pwd"]}}, 403),
    "no-factor": ({"claims": {"amr": None}}, 403),
    "token-500": ({"fault": "token-500"}, 503),
    "token-slow": ({"fault": "token-slow"}, 503),
}


async def test_a_word_that_is_not_right_opens_nothing(kari: Visitor, provider: Provider) -> None:
    """Each in its turn: a sentence, no session, and nothing of what was said in the log or on the page."""
    provider.knows("kari", "sub-kari")
    for name, (given, status) in FAULTS.items():
        await provider.set(anew=True, **given)
        with capture_logs() as lines:
            back = await signed(kari, provider, "sub-kari")
        told = str(lines) + back.text

        assert back.status == status, name
        assert "Logg inn" in back.text, name
        assert 'role="alert"' in back.text, name
        assert kari.cookie == "", name
        assert any(line["event"] in {"sign_in.refused", "sign_in.provider_away"} for line in lines), name
        assert not [word for word in ("hemmelig", "sub-kari", "loten.example", SECRET, "eyJ") if word in told], name
    await provider.set(anew=True)

    assert (await signed(kari, provider, "sub-kari")).status == 303


@pytest.mark.parametrize("fault", ["discovery-500", "slow", "other-issuer", "plain-jwks"])
async def test_a_provider_that_is_away_stops_nobody(kari: Visitor, provider: Provider, fault: str) -> None:
    """Within the limit, a sentence that says what to do; afterwards it works without a restart."""
    provider.knows("kari", "sub-kari")
    await provider.set(fault=fault)
    away = await kari.get(f"/logg-inn/kommune?til={PATH}")
    await provider.set(anew=True)

    assert away.status == 503
    assert "Bruk passkey, eller nødinnlogging." in away.text
    assert f"/logg-inn/nod?til={PATH}" in away.text
    assert (await signed(kari, provider, "sub-kari")).status == 303


async def test_a_provider_that_goes_away_is_remembered(kari: Visitor, provider: Provider) -> None:
    """What it said of itself stands for an hour."""
    provider.knows("kari", "sub-kari")
    await signed(kari, provider, "sub-kari")
    await provider.set(fault="discovery-500")
    sent = await kari.get("/logg-inn/kommune")

    assert sent.status == 303


@pytest.mark.parametrize("given", [{"fault": "rotated"}, {"algorithm": "ES256"}], ids=["new-key", "es256"])
async def test_a_new_key_is_asked_for(kari: Visitor, provider: Provider, given: dict[str, Any]) -> None:
    """Providers change keys, and sign in more than one way."""
    provider.knows("kari", "sub-kari")
    await signed(kari, provider, "sub-kari")
    await provider.set(**given)

    assert (await signed(kari, provider, "sub-kari")).status == 303


async def test_a_link_leads_to_no_other_site(kari: Visitor, provider: Provider) -> None:
    """Whatever stands in ``til``, one lands on a page of ours."""
    provider.knows("kari", "sub-kari")
    evil = (
        "https://annen.example",
        "//annen.example",
        "/\\annen.example",
        "/a%0d%0aX:1",
        "/a/../..//x",
        "javascript:x",
    )
    for path in evil:
        back = await signed(kari, provider, "sub-kari", path)

        assert back.headers["Location"] == "/", path


async def test_a_secret_in_the_form_and_a_key_of_ours(office: OfficeScene, provider: Provider, tmp_path: Path) -> None:
    """As the provider says it takes it; Ansattporten and ID-porten take no secret."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    provider.knows("kari", "sub-kari")
    ways: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        ({"fault": "by-post"}, {}),
        ({"client_key": public}, {"client_secret": None, "private_key_file": tmp_path / "key.pem", "key_id": "vår"}),
    )
    for given, more in ways:
        await provider.set(anew=True, **given)
        async with running(office, oidc=settings_of(provider.address, **more)) as node:
            one = Visitor(node=node, session=node.session)

            assert (await signed(one, provider, "sub-kari")).status == 303


async def test_the_level_is_asked_for_where_the_provider_takes_a_wish(office: OfficeScene, provider: Provider) -> None:
    """Ansattporten's levels as acr_values; Entra's authentication contexts as a claim."""
    wishes = {"acr": "acr_values=idporten-loa-high", "acrs": "claims=%7B%22id_token%22%3A%7B%22acrs%22"}
    for claim, wish in wishes.items():
        part = settings_of(provider.address, factor_claim=claim, factor_values="idporten-loa-high")
        async with running(office, oidc=part) as node:
            assert wish in await gone(Visitor(node=node, session=node.session))


async def test_without_a_provider_there_is_no_such_way(office: OfficeScene) -> None:
    """No button, and the addresses lead nowhere."""
    async with running(office) as node:
        one = Visitor(node=node, session=node.session)
        page, way, back = [await one.get(path) for path in ("/logg-inn", "/logg-inn/kommune", BACK)]

    assert "/logg-inn/kommune" not in page.text
    assert 'name="password"' in page.text
    assert (way.status, back.status) == (404, 404)
