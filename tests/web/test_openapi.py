"""The interface's own description: complete, well-formed, and nothing in it that is not there."""

import re
from typing import Any

from aiohttp import web

from dispatcher.web.routes import ROUTES, add_routes
from tests.web.node import Node

CONTRACT = {
    "/api/v1/alerts": {"get", "post"},
    "/api/v1/alerts/{id}": {"get", "patch"},
    **{
        f"/api/v1/alerts/{{id}}/{act}": {"post"}
        for act in ("submit", "approve", "return", "reject", "pause", "stop", "resume", "unsure", "resend")
    },
    **{
        f"/api/v1/alerts/{{id}}/{act}": {"post"}
        for act in ("update", "correction", "all-clear", "retract", "release", "external-now")
    },
    "/api/v1/incidents/{id}/close": {"post"},
    "/api/v1/alerts/{id}/deliveries": {"get"},
    "/api/v1/alerts/{id}/events": {"get"},
    "/api/v1/incidents/{id}": {"get"},
    "/api/v1/incidents/{id}/log": {"post"},
    **{f"/api/v1/incidents/{{id}}/report.{form}": {"get"} for form in ("html", "json", "csv")},
    "/api/v1/openapi.json": {"get"},
    **{path: {"get"} for path in ("/banner.json", "/banner.js", "/krise", "/healthz", "/readyz", "/metrics")},
    "/callbacks/twilio/{attempt}": {"post"},
}


async def described(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = (await node.call("GET", "/api/v1/openapi.json")).json
    return found


async def test_the_contract_is_described(node: Node) -> None:
    """Every call of the contract that this part brings is there."""
    paths = (await described(node))["paths"]

    assert {path: methods - set(paths.get(path, {})) for path, methods in CONTRACT.items()} == {
        path: set() for path in CONTRACT
    }


async def test_every_address_is_described_and_every_description_is_an_address(node: Node) -> None:
    """The router and the document name the same."""
    app = web.Application()
    add_routes(app)
    routed = {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.method != "HEAD" and route.resource is not None
    }
    paths = (await described(node))["paths"]
    named = {(method, path) for path, methods in paths.items() for method in methods}

    assert routed == named


async def test_the_document_hangs_together(node: Node) -> None:
    """OpenAPI 3.1: every reference leads somewhere, operation ids are unique, path parameters are declared."""
    found = await described(node)
    references = set(re.findall(r"'\$ref': '#/components/schemas/([^']+)'", str(found)))
    operations = [(path, operation) for path, methods in found["paths"].items() for operation in methods.values()]
    ids = [operation["operationId"] for _, operation in operations]

    assert found["openapi"].startswith("3.1")
    assert found["servers"] == [{"url": node.address}]
    assert references == set(found["components"]["schemas"])
    assert len(ids) == len(set(ids))
    for path, operation in operations:
        declared = {given["name"] for given in operation["parameters"] if given["in"] == "path"}

        assert declared == set(re.findall(r"{(\w+)}", path))
        assert operation["summary"].endswith(".")


async def test_what_needs_a_token_says_so(node: Node) -> None:
    """Security and the answers 401 and 403 stand on exactly the calls that need somebody."""
    paths = (await described(node))["paths"]
    for route in ROUTES:
        operation = paths[route.path][route.method.lower()]

        assert ("security" in operation) == route.user
        assert not route.user or {"401", "403"} <= set(operation["responses"])


async def test_requests_and_problems_have_their_shape(node: Node) -> None:
    """A trigger's body forbids unknown names; every error is a problem."""
    found = await described(node)
    schemas = found["components"]["schemas"]

    assert schemas["NewAlert"]["additionalProperties"] is False
    assert set(schemas["NewAlert"]["required"]) == {"scenario", "mode"}
    assert "for" in schemas["Approve"]["properties"]
    assert schemas["NewAlert"]["properties"]["known_at"]["anyOf"][0] == {"type": "string", "format": "date-time"}
    for methods in found["paths"].values():
        for operation in methods.values():
            errors = [answer for status, answer in operation["responses"].items() if status >= "400"]
            kinds = {kind for answer in errors for kind in answer["content"]}

            assert kinds <= {"application/problem+json", "application/json"}
