"""PUBLIC_URL leads back to this ledger: asked as Twilio would, with a receipt of no message that nobody keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from multidict import MultiDict
from yarl import URL

from dispatcher.channels.http_client import Answer, HttpClient
from dispatcher.channels.signature import sign
from dispatcher.cli.checking.accounts import twilio_routes
from dispatcher.cli.checking.findings import Findings
from dispatcher.evaluation.reason_words import advice
from dispatcher.settings import NodeMode
from dispatcher.typed_addresses import is_loopback
from dispatcher.web.callbacks import PROBE, SIGNATURE

if TYPE_CHECKING:
    from dispatcher.cli.checking.known import Node
    from dispatcher.domain.outcome import Outcome
    from dispatcher.settings import Settings

PATIENCE: Final = 5.0
WHERE: Final = "DISPATCHER_PUBLIC_URL"
LOST: Final = "Da får vi ikke vite hvem SMS-ene nådde."
FORM: Final = MultiDict({"MessageStatus": "probe"})
GATEWAY: Final = frozenset({502, 503, 504})


async def look(settings: Settings, node: Node) -> Findings:
    """Reachable, ours, and open to what is signed and to nothing else."""
    found = Findings()
    if settings.public_url is None:
        if any(not is_loopback(urlsplit(route.base_url).hostname or "") for route in twilio_routes(settings).values()):
            what = f"Ikke oppgitt. Twilio har ingen adresse å melde tilbake til. {LOST}"
            found.warn(WHERE, f"{what} Sett den til https-adressen som fører til noden.")
        return found
    client = HttpClient(concurrency=2, timeout=PATIENCE)
    try:
        if await _ours(client, settings, node, found):
            await _signed(client, settings.public_url, _tokens(settings, node), found)
    finally:
        await client.close()
    return found


async def _ours(client: HttpClient, settings: Settings, node: Node, found: Findings) -> bool:
    answer = await client.get(URL(f"{settings.public_url}/healthz"))
    if isinstance(answer, Answer) and answer.status == 200 and _alive(answer.body):
        return True
    away = not isinstance(answer, Answer) or answer.status in GATEWAY
    if away and not node.runs:
        if settings.mode is NodeMode.LIVE:
            what = "Ingen node kjører, så det er ikke sett etter at adressen fører hit."
            found.warn(WHERE, f"{what} Start noden, og kjør «dispatcher check» igjen.")
    elif not isinstance(answer, Answer):
        what = f"Fikk ikke svar på adressen herfra ({_why(answer)}). Får Twilio det heller ikke, får vi ikke vite"
        found.warn(WHERE, f"{what} hvem SMS-ene nådde. Prøv adressen i en nettleser utenfor kommunens nett.")
    elif away:
        what = f"Webtjeneren på adressen når ikke noden (HTTP {answer.status}). {LOST}"
        found.fault(WHERE, f"{what} Se etter hvor webtjeneren sender trafikken: noden er på port {settings.port}.")
    else:
        what = f"Det er ikke Dispatcher som svarer på adressen (HTTP {answer.status}). {LOST}"
        found.fault(WHERE, f"{what} Rett adressen, eller webtjeneren foran noden.")
    return False


async def _signed(client: HttpClient, address: str, tokens: dict[str, str], found: Findings) -> None:
    """With the ledger's own token first: another node would not know it."""
    for name, token in tokens.items():
        answer = await _knock(client, address, token)
        if isinstance(answer, Answer) and answer.status == 204:
            continue
        found.fault(WHERE, _unwelcome(answer, name))
        return
    stranger = await _knock(client, address, "")
    if isinstance(stranger, Answer) and stranger.status != 403:
        what = f"Adressen tok imot en kvittering med feil signatur (HTTP {stranger.status})."
        found.fault(WHERE, f"{what} Hvem som helst kan da melde at folk er varslet. Se på webtjeneren foran noden.")


async def _knock(client: HttpClient, address: str, token: str) -> Answer | Outcome:
    url = f"{address}/callbacks/twilio/{PROBE}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        SIGNATURE: sign(url, FORM, token) if token else "c2lnbmVyaW5nIHNvbSBpa2tlIHN0ZW1tZXI=",
    }
    return await client.post(URL(url), urlencode(FORM).encode(), headers)


def _unwelcome(answer: Answer | Outcome, name: str) -> str:
    if not isinstance(answer, Answer):
        return (
            f"Adressen svarer, men tar ikke imot kvitteringer ({_why(answer)}). {LOST} Se på webtjeneren foran noden."
        )
    if answer.status == 403 and name:
        todo = "Start noden på nytt, så den får de innstillingene som gjelder nå."
        return f"Noden på adressen har en annen AUTH_TOKEN for {name} enn innstillingene her. {LOST} {todo}"
    if answer.status == 403:
        todo = "Rett adressen. Er den riktig, start noden på nytt: den kan ha startet med en annen."
        return f"Adressen fører til en annen Dispatcher enn denne. {LOST} {todo}"
    if answer.status == 503:
        return f"Noden på adressen kan ikke skrive til databasen nå. {LOST} Se etter plass på disken."
    what = f"Adressen svarer, men tar ikke imot kvitteringer (HTTP {answer.status}). {LOST}"
    return f"{what} Webtjeneren foran noden må slippe gjennom /callbacks/twilio/."


def _tokens(settings: Settings, node: Node) -> dict[str, str]:
    accounts = {name: route.auth_token.get_secret_value() for name, route in twilio_routes(settings).items()}
    return ({"": node.token} if node.token else {}) | accounts


def _alive(body: bytes | None) -> bool:
    try:
        return bool(json.loads(body or b"") == {"status": "alive"})
    except ValueError:
        return False


def _why(outcome: Outcome) -> str:
    return advice(getattr(outcome, "reason", "")).what.lower().replace("leverandøren", "den")
