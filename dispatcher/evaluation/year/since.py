"""«Siden forrige øvelse»: what has happened and what is otherwise than when the municipality last exercised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from dispatcher.domain.states import SERVICE, Mode
from dispatcher.evaluation.frozen_plan import FrozenPlan
from dispatcher.evaluation.year.lists import versions_until
from dispatcher.evaluation.year.practice import practised_last
from dispatcher.evaluation.year.record import Since
from dispatcher.ledger.tables import alerts, incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatcher.domain.plan import Plan
    from dispatcher.evaluation.year.frame import Frame
    from dispatcher.evaluation.year.measures import Measured


def since_of(
    connection: Connection, plan: Plan, last: Row[Any] | None, frame: Frame, measures: Iterable[Measured]
) -> Since | None:
    """From the last exercise until the year ends, or now; None when nobody has exercised."""
    if last is None:
        return None
    frozen = FrozenPlan.of(last.plan_hash, last.document)
    then: Mapping[str, Any] = frozen.document.get("scenarios", {})
    version = str(frozen.about.get("version", "?"))
    roles = _changed_roles(plan, frozen.document.get("roles", {}))
    gone = tuple(frozen.scenario(key) for key in then if key not in plan.scenarios)
    new = tuple(one.name for key, one in plan.scenarios.items() if key not in then)
    later = [row.key for row in versions_until(connection, frame.until) if row.imported_at >= last.opened_at]
    return Since(
        number=last.id,
        at=last.opened_at,
        real=_real(connection, last.opened_at, frame.until),
        plan_changed=version != plan.plan.version or bool(roles or gone or new),
        plan_then=version,
        plan_now=plan.plan.version,
        scenarios_new=new,
        scenarios_gone=gone,
        roles_changed=roles,
        lists_changed=tuple(dict.fromkeys(later)),
        practised=sum(moment >= last.opened_at for moment in practised_last(connection, frame.until).values()),
        measures_closed=sum(
            one.closed_at is not None and last.opened_at <= one.closed_at < frame.until for one in measures
        ),
    )


def _real(connection: Connection, since: int, until: int) -> tuple[int, ...]:
    sent = select(alerts.c.id).where(
        alerts.c.incident == incidents.c.id, alerts.c.approved_at.is_not(None), alerts.c.kind != SERVICE
    )
    chosen = select(incidents.c.id).where(
        incidents.c.mode == str(Mode.REAL), incidents.c.opened_at >= since, incidents.c.opened_at < until, sent.exists()
    )
    return tuple(connection.scalars(chosen.order_by(incidents.c.opened_at, incidents.c.id)))


def _changed_roles(plan: Plan, then: Mapping[str, Any]) -> tuple[str, ...]:
    """Titles of roles that are new, or that other people hold or step in for."""
    return tuple(
        role.title
        for key, role in plan.roles.items()
        if key not in then or (role.holder, *role.deputies) != (then[key].get("holder"), *then[key].get("deputies", ()))
    )
