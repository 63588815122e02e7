"""The desk: trigger, edit, submit. Each is one transaction: what fails leaves nothing behind."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.composing import advising, composition, drawing, estimate, fields, handing_over, night, police, zones
from dispatcher.composing.asking import ask_for_approval
from dispatcher.composing.beforehand import Standing, approved_beforehand
from dispatcher.composing.fingerprint import fingerprint
from dispatcher.composing.inside import keep_inside
from dispatcher.composing.request import areas_of, check_mode, check_times, scenario_of
from dispatcher.domain.errors import Conflict, Fault, Forbidden, InvalidInput
from dispatcher.domain.rights import Act, demand, may
from dispatcher.domain.states import AlertAct, AlertKind, AlertState, ChannelName, Mode
from dispatcher.ledger import clearance, crisis_rules, drawn, incidents, planning, series, snapshot
from dispatcher.ledger.journal import Entry, append
from dispatcher.ledger.times import ms
from dispatcher.ledger.variant_names import variant_name
from dispatcher.plan_file import plan_from_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.composing.night import Hold
    from dispatcher.composing.request import Trigger
    from dispatcher.domain.drawing import Drawn
    from dispatcher.domain.plan import Plan, Scenario
    from dispatcher.ledger.accounts import User
    from dispatcher.plan_file import LoadedPlan
    from dispatcher.rendering import Rendering, Text
    from dispatcher.settings import NodeMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What composing needs of the outside: the plan in force, its templates, and whether the node is live.

    ``served``: the channels that real alerts have a route for. ``address``: where an approver answers. ``free``: bytes
    left on the ledger's disk, if anybody can say.
    """

    plan: LoadedPlan
    rendering: Rendering
    node: NodeMode
    served: frozenset[ChannelName] = frozenset(ChannelName)
    address: str = ""
    free: Callable[[], int | None] = lambda: None

    def trigger(self, connection: Connection, user: User, asked: Trigger, now: datetime) -> str:
        """Open an incident and draft its first alert; returns the alert's id."""
        demand(user.roles, Act.TRIGGER)
        scenario = scenario_of(self.plan.plan, asked.scenario)
        here = drawing.placed(self.plan.plan, scenario, asked)
        plan = here.plan
        areas = areas_of(plan, scenario, here.areas, zoned=bool(here.zones))
        zoned = zones.zones_of(plan, scenario, here.zones, areas)
        check_mode(asked.mode, self.node)
        check_times(asked, now)
        given = fields.check(self.rendering, scenario, AlertKind.FIRST, asked.fields, now)
        zones.check_places(connection, plan, scenario, given.given, zoned, areas)
        incidents.keep_plan(connection, self.plan.hash, self.plan.document, now)
        number = incidents.open_incident(connection, _incident_row(asked, self.plan.hash, user, now))
        drawn.keep(connection, number, here.drawn, user.name, now)
        drafted = alert_row(plan, scenario, asked.mode, given, user, now)
        drafted |= {"areas": json.dumps(list(areas)), "zones": json.dumps(zoned)}
        drafted |= {"hold_until": night.hold_of(asked.hold_until, now, scenario.expires_after)}
        alert = incidents.add_alert(connection, number, drafted)
        row = incidents.alert(connection, alert)
        composition.write(connection, plan, self, row, now, final=False)
        opened: dict[str, Any] = {
            "scenario": scenario.key,
            "mode": str(asked.mode),
            "plan": self.plan.hash,
            "reason": asked.reason,
        }
        opened |= {"known_at": asked.known_at, "occurred_at": asked.occurred_at, "plan_status": plan.plan.status}
        append(connection, Entry(kind="incident.opened", actor=user.name, incident=number, data=opened), now)
        said = advising.without_numbers(given.given)
        data = {"areas": list(areas), "zones": zoned, "fields": said, "hold_until": row.hold_until}
        journal(connection, "alert.drafted", user, row, data | drawn_data(here.drawn), now)
        return alert

    def edit(
        self,
        connection: Connection,
        user: User,
        alert_id: str,
        *,
        given: Mapping[str, str],
        own_texts: Mapping[str, str],
        hold: Hold = None,
        now: datetime,
    ) -> None:
        """Change fields, texts or the answer about the night: a new version, and the fingerprint is void."""
        row = incidents.alert(connection, alert_id)
        _may_edit(user, row)
        self.rewrite(connection, row, user.name, given=given, own_texts=own_texts, hold=hold, now=now)
        row = incidents.alert(connection, alert_id)
        said = advising.without_numbers(given)
        data: dict[str, Any] = {"version": row.version, "fields": said, "texts": sorted(own_texts)}
        data |= {} if hold is None else {"hold_until": "now" if hold == "now" else hold.isoformat()}
        journal(connection, "alert.edited", user, row, data, now)

    def rewrite(
        self,
        connection: Connection,
        row: Row[Any],
        by: str,
        *,
        given: Mapping[str, str],
        own_texts: Mapping[str, str],
        hold: Hold = None,
        now: datetime,
    ) -> None:
        """The version after this one, composed with what is new. Raises InvalidInput for what cannot be sent."""
        plan, scenario = frozen_plan(connection, row)
        merged = fields.check(self.rendering, scenario, AlertKind(row.kind), {**json.loads(row.fields), **given}, now)
        zones.check_places(
            connection, plan, scenario, merged.given, json.loads(row.zones), tuple(incidents.areas_of(row))
        )
        incidents.move(
            connection,
            row,
            AlertAct.EDIT,
            version=row.version + 1,
            fingerprint=None,
            fields=json.dumps(merged.given, ensure_ascii=False),
            texts=json.dumps({**json.loads(row.texts), **own_texts}, ensure_ascii=False),
            promise_at=ms(merged.promise_at) if merged.promise_at else None,
            hold_until=row.hold_until if hold is None else night.hold_of(hold, now, scenario.expires_after),
            edited_by=by,
        )
        planning.clear(connection, row.id, row.version)
        composition.write(connection, plan, self, incidents.alert(connection, row.id), now, final=False)

    def submit(self, connection: Connection, user: User, alert_id: str, people: int | None, now: datetime) -> str:
        """*draft* or *returned* → *submitted*: texts and snapshot are frozen. Returns the fingerprint."""
        row = incidents.alert(connection, alert_id)
        demand(user.roles, Act.SUBMIT)
        check_mode(Mode(row.mode), self.node)
        plan, scenario = frozen_plan(connection, row)
        keep_inside(plan, scenario, Mode(row.mode))
        check_newest(connection, row)
        fields.check(self.rendering, scenario, AlertKind(row.kind), json.loads(row.fields), now)
        incidents.move(
            connection,
            row,
            AlertAct.SUBMIT,
            # What was submitted once stays as it was, also when the same text is submitted again after a return.
            version=row.version + (row.state == AlertState.RETURNED),
            submitted_by=user.name,
            submitted_at=ms(now),
            expires_at=ms(now) + row.expires_after,
            salt=secrets.token_hex(16),
            crisis_switch=crisis_rules.in_force(connection, row, scenario),
        )
        clearance.carry(connection, row, row.version + (row.state == AlertState.RETURNED))
        row = incidents.alert(connection, alert_id)
        plan, scenario = frozen_plan(connection, row)
        composition.write(connection, plan, self, row, now, final=True)
        police.submit(connection, plan, scenario, incidents.alert(connection, alert_id), user.name, now)
        advising.refuse_identity_numbers(connection, row, plan, scenario)
        handing_over.check_limits(connection, row, plan)
        meant = snapshot.count_people(connection, row.id, row.version)
        _check_people(row, people, meant)
        missing = snapshot.missing_variants(connection, row.id, row.version)
        if missing:
            raise InvalidInput(*(Fault("texts", f"Det mangler tekst for {variant_name(*need)}.") for need in missing))
        cost = estimate.estimate(connection, row, plan)
        print_ = fingerprint(connection, incidents.alert(connection, alert_id))
        incidents.set_values(connection, row.id, fingerprint=print_, people=meant, cost=cost["amount"])
        data = {"version": row.version, "fingerprint": print_, "people": meant, "cost": cost["amount"]}
        data |= _by_crisis_rules(connection, row)
        journal(connection, "alert.submitted", user, row, data, now)
        row = incidents.alert(connection, alert_id)
        standing = Standing(words=self.rendering.words_digest(scenario.key), free=self.free())
        if not approved_beforehand(connection, plan, scenario, row, user, standing, now):
            ask_for_approval(connection, plan, scenario, row, self.say, self.address, now)
        return print_

    def say(self, key: str, language: str, channel: ChannelName, values: Mapping[str, str], mode: Mode) -> Text:
        """A service text; in the plan's own language where the templates in force no longer have the one asked for."""
        spoken = self.plan.plan.municipality
        language = language if language in spoken.languages else spoken.language
        return self.rendering.render_service(key, language=language, channel=channel, values=values, mode=mode)


def frozen_plan(connection: Connection, row: Row[Any]) -> tuple[Plan, Scenario]:
    """The plan as it was when the alert's incident was opened, and the incident's scenario as the alert is decided."""
    opened = incidents.incident(connection, row.incident)
    plan = plan_from_document(drawn.plan_document(connection, opened))
    return plan, plan.scenarios[opened.scenario].decided(crisis=row.crisis_switch is not None)


def check_newest(connection: Connection, row: Row[Any]) -> None:
    """Raises Conflict when something was approved in the incident after what this alert follows, or it is closed."""
    if incidents.incident(connection, row.incident).closed_at is not None:
        raise Conflict("closed", "Hendelsen er avsluttet. Utløs et nytt varsel i stedet.")
    newest = next((alert for alert, _ in series.approved(connection, row.incident) if alert != row.id), None)
    if newest != row.follows:
        what = f"Hendelsen har fått et nyere varsel ({newest}) siden dette ble laget. Lag et nytt som følger det."
        raise Conflict("superseded", what)


def _incident_row(asked: Trigger, plan_hash: str, user: User, now: datetime) -> dict[str, Any]:
    return {
        "scenario": asked.scenario,
        "mode": str(asked.mode),
        "plan_hash": plan_hash,
        "opened_by": user.name,
        "opened_at": ms(now),
        "occurred_at": ms(asked.occurred_at) if asked.occurred_at else None,
        "known_at": ms(asked.known_at) if asked.known_at else None,
        "reason": asked.reason,
    }


def alert_row(
    plan: Plan, scenario: Scenario, mode: Mode, given: fields.Checked, user: User, now: datetime
) -> dict[str, Any]:
    """The columns of a new draft that its scenario, its fields and its author decide."""
    return {
        "kind": str(AlertKind.FIRST),
        "mode": str(mode),
        "severity": str(scenario.severity),
        "rank": scenario.severity.rank,
        "urgency": str(scenario.urgency),
        "unsure_policy": scenario.unsure,
        "fields": json.dumps(given.given, ensure_ascii=False),
        "responsible": _responsible(plan, scenario),
        "created_by": user.name,
        "edited_by": user.name,
        "created_at": ms(now),
        "composed_at": ms(now),
        "promise_at": ms(given.promise_at) if given.promise_at else None,
        "expires_after": int(scenario.expires_after.total_seconds() * 1000),
    }


def _by_crisis_rules(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """Who switched to the rules it is decided by, and when; the words stand in that line of the log."""
    switched = crisis_rules.switched(connection, row.crisis_switch)
    return {"crisis": {name: switched[name] for name in ("number", "since", "by")}} if switched else {}


def _responsible(plan: Plan, scenario: Scenario) -> str:
    """The named leader who answers for what is said (R017)."""
    role = plan.roles[scenario.responsible]
    return f"{role.title} {plan.persons[role.holder].name}"


def _may_edit(user: User, row: Row[Any]) -> None:
    if not may(user.roles, Act.EDIT):
        demand(user.roles, Act.EDIT_OWN)
        if row.created_by != user.name:
            raise Forbidden("own", "Du kan bare endre utkast som du selv har laget.")


def _check_people(row: Row[Any], people: int | None, meant: int) -> None:
    if people is None and row.mode == Mode.REAL:
        raise Conflict("people", f"Skriv hvor mange personer det gjelder ({meant}), så vi vet at du har sett det.")
    if people is not None and people != meant:
        raise Conflict(
            "people", f"Varselet gjelder {meant} personer, ikke {people}. Se over områdene før du sender inn."
        )


def drawn_data(areas: Sequence[Drawn]) -> dict[str, Any]:
    """What was drawn, for the log; nothing where nothing was."""
    told = [{"key": one.key, "name": one.name, "geometry": one.geometry} for one in areas]
    return {"drawn": told} if told else {}


def journal(connection: Connection, kind: str, user: User, row: Row[Any], data: dict[str, Any], now: datetime) -> None:
    """One line about an alert, by its author."""
    append(connection, Entry(kind=kind, actor=user.name, incident=row.incident, alert=row.id, data=data), now)
