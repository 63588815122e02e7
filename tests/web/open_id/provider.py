"""A municipality's own sign-in, played by a process of its own: OpenID Connect over HTTP, with faults on demand.

It imports nothing of ours. It checks what a real one does (client, secret, redirect address, PKCE, a code once) and
says ``refused`` to anything else, so that a test sees what we sent. ``POST /control`` sets its clock, what it claims of
people, and how it misbehaves. The only line on its standard output is its address.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import html
import json
import secrets
import sys
from typing import Any
from urllib.parse import urlencode

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "dispatcher-test", "a made-up secret: 100%"
COOKIE = "provider"


class State:
    """What the provider knows. ``seen``: the requests to the token's door, for tests to look at."""

    def __init__(self) -> None:
        self.issuer = ""
        self.own = {
            "RS256": ("rsa-1", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
            "ES256": ("ec-1", ec.generate_private_key(ec.SECP256R1())),
        }
        self.other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.anew()

    def anew(self) -> None:
        """As it was at first."""
        self.now = 0
        self.fault = ""
        self.claims: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: list[dict[str, str]] = []
        self.client_key: str | None = None
        self.keys: dict[str, tuple[str, Any]] = dict(self.own)
        self.algorithm = "RS256"


STATE: web.AppKey[State] = web.AppKey("state", State)


async def discovery(request: web.Request) -> web.Response:
    state = request.app[STATE]
    if state.fault == "discovery-500":
        return web.Response(status=500)
    if state.fault == "slow":
        await asyncio.sleep(60)
    said = {
        "issuer": "https://annen.example" if state.fault == "other-issuer" else state.issuer,
        "authorization_endpoint": f"{state.issuer}/authorize",
        "token_endpoint": f"{state.issuer}/token",
        "jwks_uri": "http://192.0.2.1/jwks" if state.fault == "plain-jwks" else f"{state.issuer}/jwks",
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
    }
    if state.fault == "by-post":
        said["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    return web.json_response(said)


async def keys(request: web.Request) -> web.Response:
    state = request.app[STATE]
    if state.fault == "huge":
        return web.Response(body=b" " * 200_000)
    found = []
    for name, (kid, key) in state.keys.items():
        public = jwt.get_algorithm_by_name(name).to_jwk(key.public_key(), as_dict=True)
        found.append({**public, "kid": kid, "alg": name, "use": "sig"})
    return web.json_response({"keys": found})


async def authorize(request: web.Request) -> web.Response:
    state, asked = request.app[STATE], dict(request.query)
    right = asked.get("response_type") == "code" and asked.get("client_id") == CLIENT
    right = right and asked.get("code_challenge_method") == "S256" and "openid" in asked.get("scope", "").split()
    if not right or not asked.get("redirect_uri", "").endswith("/logg-inn/kommune/retur"):
        return web.Response(status=400, text="refused")
    known, _, at = request.cookies.get(COOKIE, "").partition("|")
    if known and "prompt" not in asked:
        return go_back(state, asked, known, at)
    hidden = "".join(f'<input type="hidden" name="{k}" value="{html.escape(v)}">' for k, v in asked.items())
    form = f'<form method="post" action="/login">{hidden}<label>Hvem er du? <input name="person"></label>'
    page = '<!doctype html><html lang="nb"><meta name="viewport" content="width=device-width"><title>Innlogging</title>'
    page += '<link rel="icon" href="data:,">'
    text = f"{page}<h1>Kommunens innlogging</h1>{form}<button>Logg inn</button></form>"
    return web.Response(text=text, content_type="text/html")


async def login(request: web.Request) -> web.Response:
    state = request.app[STATE]
    asked = {name: str(value) for name, value in (await request.post()).items()}
    person, at = asked.pop("person"), str(state.now)
    answer = go_back(state, asked, person, at)
    answer.set_cookie(COOKIE, f"{person}|{at}")
    return answer


def go_back(state: State, asked: dict[str, str], person: str, at: str) -> web.Response:
    """With a code, or with what the fault says."""
    if state.fault == "denied":
        query = {"error": "access_denied", "error_description": "hemmelig", "state": asked["state"]}
    else:
        code = secrets.token_urlsafe(24)
        state.codes[code] = {**asked, "person": person, "at": at}
        query = {"code": code, "state": asked["state"], "iss": state.issuer}
    return web.Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{urlencode(query)}"})


async def token(request: web.Request) -> web.Response:
    state = request.app[STATE]
    form = {name: str(value) for name, value in (await request.post()).items()}
    state.seen.append({**form, "authorization": request.headers.get("Authorization", "")})
    if state.fault == "token-500":
        return web.Response(status=500)
    if state.fault == "token-slow":
        await asyncio.sleep(60)
    asked = state.codes.pop(form.get("code", ""), None)
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    right = asked is not None and asked["code_challenge"] == challenge and asked["redirect_uri"] == form["redirect_uri"]
    if not right or asked is None or not is_client(state, request, form):
        return web.json_response({"error": "invalid_grant", "error_description": "hemmelig"}, status=400)
    return web.json_response({"access_token": "unused", "token_type": "Bearer", "id_token": word(state, asked)})


def is_client(state: State, request: web.Request, form: dict[str, str]) -> bool:
    """By key, by secret in the form, or by secret in the header: exactly as it was told to be."""
    if state.client_key:
        said = jwt.decode(
            form["client_assertion"],
            state.client_key,
            algorithms=["RS256"],
            audience=f"{state.issuer}/token",
            options={"verify_exp": False, "verify_iat": False},
        )
        return bool(said["iss"] == said["sub"] == CLIENT and said["exp"] > state.now and said["jti"])
    if state.fault == "by-post":
        return form.get("client_id") == CLIENT and form.get("client_secret") == SECRET
    pair = urlencode({CLIENT: SECRET}).replace("=", ":").replace("+", "%20")
    return request.headers.get("Authorization") == f"Basic {base64.b64encode(pair.encode()).decode()}"


def word(state: State, asked: dict[str, str]) -> str:
    """The ID token, right or wrong."""
    kid, key = state.keys[state.algorithm]
    said: dict[str, Any] = {
        "iss": state.issuer,
        "aud": CLIENT,
        "sub": asked["person"],
        "nonce": asked["nonce"],
        "iat": state.now,
        "exp": state.now + 300,
        "auth_time": int(asked["at"]),
        "amr": ["pwd", "mfa"],
        "email": "kari@loten.example",
        **state.claims,
    }
    said = {name: value for name, value in said.items() if value is not None}
    public = state.keys["RS256"][1].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    match state.fault:
        case "alg-none":
            return jwt.encode(said, "", algorithm="none", headers={"kid": kid})
        case "alg-hs":
            return by_what_everybody_knows(said, public)
        case "other-key":
            return jwt.encode(said, state.other, algorithm="RS256", headers={"kid": "rsa-1"})
        case "unknown-kid":
            return jwt.encode(said, state.other, algorithm="RS256", headers={"kid": "ukjent"})
        case "rotated":
            state.keys["RS256"] = ("rsa-2", state.other)
            return jwt.encode(said, state.other, algorithm="RS256", headers={"kid": "rsa-2"})
        case "no-word":
            return ""
    return jwt.encode(said, key, algorithm=state.algorithm, headers={"kid": kid})


def by_what_everybody_knows(said: dict[str, Any], public: bytes) -> str:
    """A word marked with the public key as if it were a secret that we share."""
    parts = [json.dumps(one).encode() for one in ({"alg": "HS256", "kid": "rsa-1"}, said)]
    signed = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    mark = hmac.digest(public, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


async def control(request: web.Request) -> web.Response:
    state = request.app[STATE]
    given = await request.json()
    if given.pop("anew", False):
        state.anew()
    for name, value in given.items():
        setattr(state, name, value)
    return web.json_response({"seen": state.seen})


async def serve() -> None:
    """Until the standard input closes."""
    app = web.Application()
    state = app[STATE] = State()
    app.router.add_get("/.well-known/openid-configuration", discovery)
    app.router.add_get("/jwks", keys)
    app.router.add_get("/authorize", authorize)
    app.router.add_post("/login", login)
    app.router.add_post("/token", token)
    app.router.add_post("/control", control)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    state.issuer = f"http://127.0.0.1:{runner.addresses[0][1]}"
    sys.stdout.write(f"{state.issuer}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
