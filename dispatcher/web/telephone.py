"""What a telephone hears: TwiML, fetched by Twilio when somebody answers, and again with the key they press.

Signed as callbacks are. A key that means something is committed before anybody is thanked for it. Nothing a telephone
says approves anything.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from dispatcher.domain.answers import KEYS, UNHEARD, Way, noted, spoken
from dispatcher.ledger import answering
from dispatcher.ledger import spoken as words
from dispatcher.ledger.answering import Given
from dispatcher.ledger.spoken import Spoken
from dispatcher.web.callbacks import signed_form
from dispatcher.web.services import services

TIMES: Final = 3
"""How often the words are said before the call ends by itself."""
PATIENCE: Final = 6
"""Seconds between the last word and the next time, for a key to be found in the dark."""
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'


async def twilio_voice(request: web.Request) -> web.Response:
    """What is said in a call, as TwiML; with a key that was pressed, the answer is kept and thanked for."""
    node, attempt = services(request), request.match_info["attempt"]
    path = f"{attempt}/voice"
    said = await signed_form(request, attempt, path)
    call = await node.ledger.read(words.spoken, attempt)
    if call is None:  # of a ledger that was restored, perhaps: there is nothing to say
        return _document("<Hangup/>")
    digit = said.get("Digits", "")
    answer = KEYS.get(call.key, {}).get(digit)
    if answer is None:
        return _document(_question(call, f"{node.address}/callbacks/twilio/{path}"))
    given = Given(
        incident=call.incident,
        person=call.person,
        answer=answer,
        way=Way.VOICE,
        source=f"{attempt}:{digit}",
        alert=call.alert,
    )
    await node.ledger.write(answering.give, given, node.clock.now())
    node.engine.wake()
    return _document(_say(noted(call.key, answer, call.language), call.language) + "<Hangup/>")


def _question(call: Spoken, action: str) -> str:
    asked = "".join(_gather(call, action) for _ in range(TIMES))
    return asked + _say(UNHEARD.get(call.language, UNHEARD["nb"]), call.language)


def _gather(call: Spoken, action: str) -> str:
    attributes = f'action={quoteattr(action)} method="POST" numDigits="1" timeout="{PATIENCE}"'
    return f"<Gather {attributes}>{_say(call.text, call.language)}</Gather>"


def _say(text: str, language: str) -> str:
    return f'<Say language="{spoken(language)}">{escape(text)}</Say>'


def _document(verbs: str) -> web.Response:
    return web.Response(text=f"{HEAD}<Response>{verbs}</Response>", content_type="text/xml")
