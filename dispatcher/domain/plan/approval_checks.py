"""Who says yes, in the plan as it was typed: two persons behind every yes, exceptions only where they may be."""

from __future__ import annotations

from collections.abc import Iterator

from dispatcher.domain.plan.raw import Entry, Found, keys, mapping, parts, section, text, texts, unknown

_FEWEST_APPROVERS = 2
ASK_ALL = "Før én kan godkjenne alene, skal alle være spurt samtidig. Skriv ask: all, eller fjern alone_after."


def approval_faults(tree: object, scenario: Entry) -> Iterator[Found]:
    """Every fault of a scenario's approval, its place counted from the scenario."""
    approval = mapping(scenario.get("approval"))
    yield from _approvers(tree, approval)
    if approval.get("pre_approved") is not None:
        yield from _pre_approved(tree, scenario, mapping(approval.get("pre_approved")))
    if approval.get("alone_after") is not None:
        yield from _alone(scenario)
    if approval.get("crisis") is not None:
        crisis = mapping(approval.get("crisis"))
        yield from (((("approval", *place)), what) for place, what in _crisis(tree, crisis))
        if approval.get("alone_after") is not None and text(crisis, "ask") == "in-order":
            yield ("approval", "crisis", "ask"), ASK_ALL


def crisis_for_all_faults(tree: object) -> Iterator[Found]:
    """Every fault of the rules for a crisis that hold for all scenarios."""
    crisis = mapping(mapping(tree).get("approval")).get("crisis")
    if crisis is None:
        return
    yield from (((("approval", *place)), what) for place, what in _crisis(tree, mapping(crisis)))
    alone = (mapping(scenario.get("approval")) for scenario in section(tree, "scenarios").values())
    if text(mapping(crisis), "ask") == "in-order" and any(
        one.get("alone_after") is not None and one.get("crisis") is None for one in alone
    ):
        yield ("approval", "crisis", "ask"), ASK_ALL


def approving_roles(tree: object) -> set[str]:
    """The roles that some scenario is approved by, on any day or in a crisis."""
    approvals = [mapping(scenario.get("approval")) for scenario in section(tree, "scenarios").values()]
    crises = (mapping(one.get("crisis")) for one in (*approvals, mapping(mapping(tree).get("approval"))))
    return {name for one in (*approvals, *crises) for _, name in texts(one, "approvers")}


def _crisis(tree: object, crisis: Entry) -> Iterator[Found]:
    if not crisis:
        yield ("crisis",), "Reglene for krise er tomme. Skriv approvers, ask eller minutes, eller fjern crisis."
    yield from ((("crisis", *place[1:]), what) for place, what in _approvers(tree, crisis))


def _approvers(tree: object, approval: Entry) -> Iterator[Found]:
    roles, approvers = section(tree, "roles"), texts(approval, "approvers")
    known = keys(tree, "roles")
    chain: set[str] = set()
    for index, name in approvers:
        place = ("approval", "approvers", index)
        if name not in known:
            yield place, unknown("rolle", name, known)
            continue
        role = roles.get(name, {})
        chain.update(person for person in (text(role, "holder"), *(p for _, p in texts(role, "deputies"))) if person)
    if approvers and all(name in roles for _, name in approvers) and len(chain) < _FEWEST_APPROVERS:
        yield (
            ("approval", "approvers"),
            "Bare én person kan godkjenne, og ingen godkjenner det de selv har sendt inn. Legg til en stedfortreder.",
        )


def _pre_approved(tree: object, scenario: Entry, written: Entry) -> Iterator[Found]:
    place = ("approval", "pre_approved")
    known = keys(tree, "roles")
    if _police_lead(scenario):
        yield place, "Politiet leder dette scenarioet, så ingen kan ha godkjent teksten på forhånd. Fjern pre_approved."
    for index, name in texts(written, "roles"):
        if name not in known:
            yield (*place, "roles", index), unknown("rolle", name, known)
    for _, field in parts(scenario, "fields"):
        free = text(field, "kind") in ("", "text") and field.get("required") is True and not text(field, "default")
        if free and "first" in [kind for _, kind in texts(field, "kinds")] + ["first"] * ("kinds" not in field):
            what = f"Feltet «{text(field, 'key')}» er fritekst og må fylles ut, så ingen kan ha godkjent teksten på"
            yield place, f"{what} forhånd. Gjør det til et valg (choice), eller fjern pre_approved."


def _alone(scenario: Entry) -> Iterator[Found]:
    place = ("approval", "alone_after")
    if _police_lead(scenario):
        yield place, "Politiet leder dette scenarioet. Da kan ingen i kommunen godkjenne alene. Fjern alone_after."
    elif text(scenario, "severity") != "extreme" or text(scenario, "urgency") != "immediate":
        what = "Bare ved livsfare som haster (severity: extreme og urgency: immediate) kan én person godkjenne alene."
        yield place, f"{what} Fjern alone_after."
    elif mapping(scenario.get("approval")).get("ask") == "in-order":
        yield place, ASK_ALL


def _police_lead(scenario: Entry) -> bool:
    return text(scenario, "lead") == "police"
