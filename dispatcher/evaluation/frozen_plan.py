"""The plan as it was frozen on the incident, read for its names only.

Read as plain JSON and not through the plan's model: a report must be written of any incident, also of one whose plan
an older Dispatcher froze.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dispatcher.evaluation.language import language_of
from dispatcher.ledger import relays

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPlan:
    """Names for keys; a key the plan does not know stands as it is."""

    hash: str
    document: Mapping[str, Any]

    @classmethod
    def of(cls, plan_hash: str, document: str) -> FrozenPlan:
        return cls(hash=plan_hash, document=json.loads(document))

    @property
    def about(self) -> Mapping[str, Any]:
        """Name, version, status, adopted_by, case, date."""
        return self._section("plan")

    @property
    def adopted(self) -> bool:
        return bool(self.about.get("status") == "adopted")

    @property
    def municipality(self) -> str:
        return str(self._section("municipality").get("name", "Kommunen"))

    @property
    def own_language(self) -> str:
        """The first that the plan names: the municipality's own."""
        return str(next(iter(self._section("municipality").get("languages", ())), ""))

    @property
    def language(self) -> str:
        """The report's: the municipality's own where a report can be written in it."""
        return language_of(self._section("municipality").get("languages"))

    def scenario(self, key: str) -> str:
        return self._word("scenarios", key, "name")

    def event(self, key: str) -> str:
        """The event of the risk analysis that the scenario answers."""
        return self._word("scenarios", key, "event")

    def area(self, key: str) -> str:
        return self._word("areas", key, "name")

    def is_whole(self, key: str) -> bool:
        """Whether an area is the whole municipality."""
        return str(self._entry("areas", key).get("kind", "")) == "all"

    def audience(self, key: str) -> str:
        return self._word("audiences", key, "name")

    def audience_class(self, key: str) -> str:
        """Which form of the text an audience gets; empty when the plan does not know it."""
        return str(self._entry("audiences", key).get("class", ""))

    def audience_entry(self, key: str) -> Mapping[str, Any]:
        """An audience as the plan wrote it; empty when the plan does not know it."""
        return self._entry("audiences", key)

    def zone(self, scenario: str, key: str) -> str:
        """A zone's name in its scenario."""
        zones = self._entry("scenarios", scenario).get("zones") or ()
        return next((str(zone.get("name") or key) for zone in zones if zone.get("key") == key), key)

    def person(self, key: str) -> str:
        """Their name; a leader of a list, who has a task, is no person of the plan and stands without one."""
        return relays.title(key) if key.startswith(relays.LEADER) else self._word("persons", key, "name")

    def role(self, key: str) -> str:
        return self._word("roles", key, "title")

    def task(self, key: str, place: str = "") -> str:
        """What people do by hand, in the plan's first language, with the place where a poster hangs."""
        title = self._entry("tasks", key).get("title")
        words = str(title.get(self.own_language, key)) if isinstance(title, dict) else key
        return f"{words}: {self._word('posting_places', place, 'name')}" if place else words

    def task_kind(self, key: str) -> str:
        """What sort of work a task is; empty when the plan does not know it."""
        return str(self._entry("tasks", key).get("kind", ""))

    def has_task_of(self, kind: str) -> bool:
        """Whether the plan has a task of this kind."""
        return any(self.task_kind(key) == kind for key in self._section("tasks"))

    def tells_partners(self, key: str) -> bool:
        """Whether a task tells others who have a duty in it: not the public, not the municipality's own."""
        task = self._entry("tasks", key)
        return task.get("kind") in ("external", "call-list") or task.get("copies") == "leader"

    def minutes_to_answer(self, scenario: str) -> int | None:
        """How long an approver has before the plan has another one asked; None where it does not say."""
        approval = self._entry("scenarios", scenario).get("approval")
        minutes = approval.get("minutes") if isinstance(approval, dict) else None
        return int(minutes) if minutes else None

    def crisis_leader(self) -> str:
        """The role that stands first in the plan's crisis team; empty when the plan has none."""
        team = self.document.get("crisis_team")
        return str(team[0]) if isinstance(team, list) and team else ""

    def authority(self, key: str) -> str:
        """By what right somebody in this role decides; empty when the plan does not say."""
        return str(self._entry("roles", key).get("authority", ""))

    def level(self, key: str) -> str:
        """Whether the role speaks on the political or the administrative level; empty when the plan does not say."""
        return str(self._entry("roles", key).get("level", ""))

    def holder(self, role: str) -> str:
        """The person who holds the role; whoever else acts in it is a deputy."""
        return str(self._entry("roles", role).get("holder", ""))

    def price(self, *, sms_parts: int, emails: int) -> float | None:
        """In kroner; None when the plan names no prices."""
        costs = self._section("costs")
        if "sms_part" not in costs:
            return None
        return round(sms_parts * float(costs["sms_part"]) + emails * float(costs.get("email", 0)), 2)

    def _word(self, section: str, key: str, word: str) -> str:
        return str(self._entry(section, key).get(word) or key)

    def _entry(self, section: str, key: str) -> Mapping[str, Any]:
        found = self._section(section).get(key)
        return found if isinstance(found, dict) else {}

    def _section(self, name: str) -> Mapping[str, Any]:
        found = self.document.get(name)
        return found if isinstance(found, dict) else {}
