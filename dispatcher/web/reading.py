"""A request's JSON into its model, or a fault per thing that is wrong, in words a person can act on."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import orjson
from aiohttp import ClientError, web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.web.problems import WrongMediaType

B = TypeVar("B", bound=BaseModel)

NOT_JSON: Final = Fault("body", 'Innholdet er ikke gyldig JSON. Send et objekt, for eksempel {"why": "feil sted"}.')
NOT_OBJECT: Final = Fault("body", "Innholdet må være et JSON-objekt: {…}.")

_SENTENCES: Final = {
    "missing": "Mangler.",
    "string_type": "Skriv en tekst.",
    "string_too_long": "Kan ha høyst {max_length} tegn.",
    "string_too_short": "Skriv noe her.",
    "string_pattern_mismatch": "Bruk bare små bokstaver, tall og bindestrek.",
    "enum": "Må være en av: {expected}.",
    "literal_error": "Må være en av: {expected}.",
    "int_type": "Skriv et helt tall.",
    "greater_than_equal": "Må være {ge} eller mer.",
    "less_than_equal": "Må være {le} eller mindre.",
    "list_type": "Send en liste: […].",
    "too_long": "Kan ha høyst {max_length}.",
    "dict_type": "Send et objekt: {{…}}.",
    "model_type": "Send et objekt: {{…}}.",
    "value_error": "{error}",
}
"""pydantic's error types, in the words of those who have to put it right."""


async def raw_json(request: web.Request) -> dict[str, Any]:
    """The object that was sent; nothing at all counts as ``{}``. Raises InvalidInput or WrongMediaType."""
    try:
        body = await request.read()
    except web.HTTPException:
        raise  # too large
    except (ClientError, HttpProcessingError, ValueError):
        raise InvalidInput(NOT_JSON, title=NOT_JSON.what) from None  # a body that is not packed as it says
    if not body.strip():
        return {}
    if request.content_type != "application/json" and not request.content_type.endswith("+json"):
        raise WrongMediaType
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise InvalidInput(NOT_JSON, title=NOT_JSON.what) from None
    if not isinstance(sent, dict):
        raise InvalidInput(NOT_OBJECT, title=NOT_OBJECT.what)
    return sent


def understood(sent: dict[str, Any], model: type[B]) -> B:
    """The request as its model. Raises InvalidInput with every fault."""
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        raise InvalidInput(*(_fault(detail, model) for detail in error.errors(include_url=False))) from None


async def body_of(request: web.Request, model: type[B]) -> B:
    """What was sent, as its model."""
    return understood(await raw_json(request), model)


def _fault(detail: ErrorDetails, model: type[BaseModel]) -> Fault:
    where = ".".join(str(part) for part in detail["loc"] if part != "[key]") or "body"
    if detail["type"] == "extra_forbidden":
        known = ", ".join(field.alias or name for name, field in model.model_fields.items())
        return Fault(where, f"Ukjent navn. Her kan stå: {known}." if known else "Her skal det ikke stå noe.")
    sentence = _SENTENCES.get(detail["type"], "Kan ikke brukes slik det står.")
    context = {key: _norwegian(value) for key, value in detail.get("ctx", {}).items()}
    return Fault(where, sentence.format_map(context))


def _norwegian(value: object) -> object:
    return value.replace(" or ", " eller ").replace("'", "") if isinstance(value, str) else value
