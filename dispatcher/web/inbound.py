"""An SMS to REPLY_NUMBER: 204 after it is kept, 403 without the signature of one of our accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import structlog
from aiohttp import web

from dispatcher.approval import inbound
from dispatcher.channels.signature import known_names, valid
from dispatcher.domain.states import Mode
from dispatcher.ledger.disk import free_beside
from dispatcher.ledger.replying import Inbound
from dispatcher.web.callbacks import LONGEST_WORD, SIGNATURE, form_of
from dispatcher.web.problems import BadSignature
from dispatcher.web.services import services

log = structlog.get_logger()

PATH: Final = "/callbacks/twilio/inbound"
LONGEST: Final = 1600
CAPTURE: Final = "capture"


async def twilio_inbound(request: web.Request) -> web.Response:
    """A reply by SMS: kept once, with the incident it belongs to; what it asks for is done if it may be."""
    node = services(request)
    form = await form_of(request)
    signature = request.headers.get(SIGNATURE)
    signed = [name for name, token in node.tokens.items() if valid(f"{node.address}{PATH}", form, signature, token)]
    if not signed:
        log.warning("inbound.bad_signature")
        raise BadSignature
    given = _inbound(known_names(form), signed[0])
    if given is None:
        log.warning("inbound.not_understood")
        return web.Response(status=204)
    desk = inbound.Desk(say=node.desk.say, numbers=node.numbers, free=free_beside(node.ledger.file))
    taken = await node.ledger.write(inbound.take, given, desk, node.clock.now())
    if taken:
        log.info("inbound.kept", meaning=taken.meaning, incident=taken.incident)
        node.engine.wake()
    return web.Response(status=204)


def _inbound(said: Mapping[str, str], account: str) -> Inbound | None:
    """What an exercise's account brings is of exercises alone, and what a real one brings never is."""
    source, sender = said.get("MessageSid", "")[:LONGEST_WORD], said.get("From", "")
    if not source or not sender:
        return None
    modes = (Mode.EXERCISE,) if account == CAPTURE else (Mode.REAL, Mode.TEST)
    return Inbound(source=source, sender=sender, text=said.get("Body", "")[:LONGEST], modes=modes)
