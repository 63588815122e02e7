"""The OpenAPI 3.1 document: made of the table of routes and the models, so that it cannot say what is not so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from dispatcher import __version__
from dispatcher.web.answers import Problem
from dispatcher.web.console.site import HTTPS_COOKIE
from dispatcher.web.problems import CONTENT_TYPE as PROBLEM_TYPE
from dispatcher.web.route import Content, Route
from dispatcher.web.sending import json_answer
from dispatcher.web.services import services

ALWAYS: Final = (500, 503)
JSON: Final = "application/json"
DOCUMENT: web.AppKey[dict[str, Any]] = web.AppKey("document", dict)


async def openapi(request: web.Request) -> web.Response:
    """The description of this interface."""
    return json_answer(request.app[DOCUMENT] | {"servers": [{"url": services(request).address}]})


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The document of these routes."""
    schemas, definitions = _schemas(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dispatcher",
            "version": __version__,
            "description": "Crisis notification dispatcher for Norwegian municipalities.",
        },
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": HTTPS_COOKIE},
            },
        },
    }


Schemas = Mapping[tuple[type[BaseModel], JsonSchemaMode], dict[str, Any]]


def _schemas(routes: Sequence[Route]) -> tuple[Schemas, dict[str, Any]]:
    """Each model's reference, and the definitions they point to."""
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for route in routes:
        if route.body is not None:
            wanted[route.body, "validation"] = None
        for content in route.answers.values():
            if isinstance(content, type):
                wanted[content, "serialization"] = None
    found, definitions = models_json_schema(list(wanted), ref_template="#/components/schemas/{model}")
    return {(model, mode): found[model, mode] for model, mode in wanted}, definitions["$defs"]


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    words = " ".join(route.words.split())
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": words,
        "parameters": [*_in_path(route), *_given(route)],
        "responses": {str(status): _response(status, content, schemas) for status, content in route.answers.items()},
    }
    errors = sorted({*route.errors, *((401, 403) if route.user else ()), *ALWAYS} - set(route.answers))
    problem = {"content": {PROBLEM_TYPE: {"schema": schemas[Problem, "serialization"]}}}
    operation["responses"] |= {str(status): {"description": _phrase(status), **problem} for status in errors}
    if route.user:
        operation["security"] = [{"token": []}, *([{"session": []}] if route.method == "GET" else [])]
    if route.body is not None:
        required = any(field.is_required() for field in route.body.model_fields.values())
        schema = schemas[route.body, "validation"]
        operation["requestBody"] = {"required": required, "content": {JSON: {"schema": schema}}}
    return operation


def _in_path(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", route.path)
    ]


def _given(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": given.name, "in": given.place, "description": given.words, "schema": dict(given.schema)}
        for given in route.parameters
    ]


def _response(status: int, content: Content, schemas: Schemas) -> dict[str, Any]:
    if content is None:
        return {"description": _phrase(status)}
    if isinstance(content, type):
        return {
            "description": _phrase(status),
            "content": {JSON: {"schema": schemas[content, "serialization"]}},
        }
    return {
        "description": _phrase(status),
        "content": {kind: {"schema": {"type": "string"}} for kind in content},
    }


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase
