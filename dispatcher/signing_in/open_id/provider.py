"""The provider, as the node meets it: where its doors are, its keys, and the code that it takes for its word."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

import jwt
import orjson
from yarl import URL

from dispatcher.channels.http_client import Answer, HttpClient
from dispatcher.domain.errors import DispatcherError
from dispatcher.open_id_settings import read_signing_key, safe_address
from dispatcher.signing_in.open_id.claims import ALGORITHMS, NotVouched

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dispatcher.open_id_settings import OpenId
    from dispatcher.ports import Clock

WELL_KNOWN: Final = "/.well-known/openid-configuration"
KEPT: Final = 3600.0
"""Seconds that what the provider says of itself is taken as true."""
ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFE: Final = timedelta(minutes=1)
FORM: Final = "application/x-www-form-urlencoded"
KINDS: Final = {"RSA", "EC", "OKP"}


class ProviderAway(DispatcherError):
    """Innloggingen svarer ikke, eller svarer galt. ``why`` says for the log what was wrong."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The provider's addresses. ``by_post``: it takes our secret in the form only."""

    authorize: str
    token: str
    jwks: str
    by_post: bool


class Provider:
    """Nothing is asked before somebody comes; what was heard is kept for a while. Every request has a limit."""

    def __init__(self, part: OpenId, home: Path, clock: Clock) -> None:
        self.part = part
        self._clock = clock
        self._http = HttpClient(concurrency=16, timeout=part.timeout)
        self._key = read_signing_key(home / part.private_key_file) if part.private_key_file else None
        self._doors: Doors | None = None
        self._until = 0.0
        self._keys: list[jwt.PyJWK] = []

    async def close(self) -> None:
        """Requests under way end."""
        await self._http.close()

    async def address(self, asked: Mapping[str, str]) -> str:
        """Where a browser is sent to sign in. Raises ProviderAway."""
        door = (await self.doors()).authorize
        query = {"response_type": "code", "client_id": self.part.client_id, "scope": self.part.scopes, **asked}
        if self.part.factor_claim == "acr":
            query["acr_values"] = " ".join(self.part.factor_values)
        elif self.part.factor_claim == "acrs":  # Entra's authentication contexts are asked for as claims
            wanted = {"essential": True, "values": list(self.part.factor_values)}
            query["claims"] = orjson.dumps({"id_token": {"acrs": wanted}}).decode()
        return f"{door}{'&' if '?' in door else '?'}{urlencode(query, quote_via=quote)}"

    async def word_for(self, code: str, verifier: str, back: str) -> str:
        """The signed word (ID token) that a code stands for. Raises ProviderAway or NotVouched."""
        doors = await self.doors()
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        form |= self._who_we_are(doors, headers)
        answer = await self._http.post(URL(doors.token), urlencode(form).encode(), headers)
        if not isinstance(answer, Answer) or answer.status >= 500:
            raise ProviderAway("token")
        if answer.status != 200:
            raise NotVouched(f"token {answer.status}")
        word = _read(answer, "token").get("id_token")
        if not isinstance(word, str):
            raise NotVouched("no id_token")
        return word

    def _who_we_are(self, doors: Doors, headers: dict[str, str]) -> dict[str, str]:
        """By a key of ours, by a secret in a header, or by one in the form: as the provider and the settings say."""
        part = self.part
        if self._key is not None:
            return {"client_assertion_type": ASSERTION, "client_assertion": self._assertion(doors.token)}
        secret = part.client_secret.get_secret_value() if part.client_secret else ""
        if doors.by_post:
            return {"client_id": part.client_id, "client_secret": secret}
        pair = f"{quote(part.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return {}

    def _assertion(self, door: str) -> str:
        assert self._key is not None  # noqa: S101  only then is this asked for
        now = self._clock.now()
        said = {"iss": self.part.client_id, "sub": self.part.client_id, "aud": door, "jti": secrets.token_urlsafe(16)}
        times = {"iat": int(now.timestamp()), "exp": int((now + ASSERTION_LIFE).timestamp())}
        headers = {"kid": self.part.key_id} if self.part.key_id else None
        return jwt.encode({**said, **times}, self._key, algorithm="RS256", headers=headers)

    async def key_of(self, word: str) -> jwt.PyJWK:
        """The provider's key that a word says it is signed by; asked for anew once, for keys change.

        Raises ProviderAway or NotVouched.
        """
        try:
            head = jwt.get_unverified_header(word)
        except jwt.InvalidTokenError:
            raise NotVouched("unreadable") from None
        if head.get("alg") not in ALGORITHMS:
            raise NotVouched("alg")
        found = self._named(head.get("kid"))
        if found is None:
            self._keys = await self.keys()
            found = self._named(head.get("kid"))
        if found is None:
            raise NotVouched("kid")
        return found

    def _named(self, kid: object) -> jwt.PyJWK | None:
        """A word that names no key can only mean the one there is."""
        fitting = [key for key in self._keys if kid is None or key.key_id == kid]
        return fitting[0] if len(fitting) == 1 else None

    async def keys(self) -> list[jwt.PyJWK]:
        """The provider's public keys for signatures. Raises ProviderAway."""
        heard = await self._heard((await self.doors()).jwks, "jwks")
        try:
            found = jwt.PyJWKSet.from_dict(heard).keys
        except (jwt.PyJWTError, AttributeError, TypeError, ValueError):
            raise ProviderAway("jwks") from None
        return [key for key in found if key.key_type in KINDS and key.public_key_use in {None, "sig"}]

    async def doors(self) -> Doors:
        """What the provider says of itself; what it said last while it does not answer. Raises ProviderAway."""
        if self._doors is not None and self._clock.monotonic() < self._until:
            return self._doors
        try:
            self._doors = self._read_doors(
                await self._heard(f"{self.part.issuer.rstrip('/')}{WELL_KNOWN}", "discovery")
            )
        except ProviderAway:
            if self._doors is None:
                raise
        self._until = self._clock.monotonic() + KEPT
        return self._doors

    def _read_doors(self, heard: Mapping[str, Any]) -> Doors:
        """Of this very issuer, each behind https, and able to do what we ask. Raises ProviderAway."""
        if heard.get("issuer") != self.part.issuer:
            raise ProviderAway("issuer")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        for name in names:
            if not isinstance(heard.get(name), str) or not safe_address(heard[name]):
                raise ProviderAway(name)
        if "S256" not in heard.get("code_challenge_methods_supported", ["S256"]):  # some say nothing of it, and take it
            raise ProviderAway("code_challenge_methods_supported")
        ways = heard.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        authorize, token, jwks = (heard[name] for name in names)
        return Doors(authorize=authorize, token=token, jwks=jwks, by_post="client_secret_basic" not in ways)

    async def _heard(self, address: str, what: str) -> dict[str, Any]:
        answer = await self._http.get(URL(address))
        if not isinstance(answer, Answer) or answer.status != 200:
            raise ProviderAway(what)
        return _read(answer, what)


def _read(answer: Answer, what: str) -> dict[str, Any]:
    try:
        said = orjson.loads(answer.body or b"")
    except orjson.JSONDecodeError:
        raise ProviderAway(what) from None
    if not isinstance(said, dict):
        raise ProviderAway(what)
    return said
