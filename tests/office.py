"""A desk over the shipped plan, templates and lists, with a real ledger: what composing and approval are tested on."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dispatcher.approval import decisions
from dispatcher.approval.decisions import Approval
from dispatcher.composing import clearing
from dispatcher.composing.desk import Desk
from dispatcher.composing.lists import sync_lists
from dispatcher.composing.request import Trigger
from dispatcher.domain.states import Mode, Role
from dispatcher.ledger import accounts, board
from dispatcher.ledger.accounts import User
from dispatcher.ledger.engine import Ledger
from dispatcher.plan_file import LoadedPlan, load_plan
from dispatcher.ports import SystemClock
from dispatcher.rendering import Rendering
from dispatcher.settings import NodeMode

REPOSITORY = Path(__file__).parent.parent
NIGHT = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
FIELDS = {"neste_melding": "09:00"}
ROLES = {
    "kari": ([Role.CRISIS_TEAM], "beredskapskoordinator"),
    "anne": ([Role.APPROVER], "ordforer"),
    "ola": ([Role.APPROVER], "varaordforer"),
    "per": ([Role.APPROVER, Role.CRISIS_TEAM], "kommunalsjef-teknisk"),
    "jon": ([Role.EDITOR], "informasjonsansvarlig"),
    "eli": ([Role.CONTRIBUTOR], "servicetorgleder"),
    "siri": ([Role.EVALUATOR], None),
    "utenfor": ([Role.APPROVER], "informasjonsansvarlig"),
    "lost": ([Role.APPROVER], None),
}


class OfficeScene:
    """Kari triggers, Anne approves; the clock is the test's. ``users``: of a ledger that has them and the lists."""

    def __init__(
        self,
        where: Ledger | Path,
        plan: LoadedPlan,
        rendering: Rendering,
        node: NodeMode,
        *,
        home: Path = REPOSITORY,
        users: dict[str, User] | None = None,
    ) -> None:
        self.ledger = where if isinstance(where, Ledger) else Ledger(where / "dispatcher.db", checkpoints=True)
        self.desk = Desk(plan=plan, rendering=rendering, node=node)
        self.plan = plan.plan
        self.now = NIGHT
        self.users: dict[str, User] = dict(users or {})
        if users is None:
            sync_lists(self.ledger, home, plan.plan, SystemClock())
            for name, (roles, person) in ROLES.items():
                self.users[name] = self.ledger.write_now(accounts.add_user, name, roles, person, self.now)

    def later(self, **kwargs: float) -> None:
        """Move the clock."""
        self.now += timedelta(**kwargs)

    def trigger(self, by: str = "kari", **asked: Any) -> str:
        """A draft of kokevarsel in Ådalsbruk, unless the test asks for something else."""
        given: dict[str, Any] = {
            "scenario": "kokevarsel",
            "mode": Mode.EXERCISE,
            "fields": FIELDS,
            "areas": ("adalsbruk",),
        }
        return self.ledger.write_now(self.desk.trigger, self.users[by], Trigger(**(given | asked)), self.now)

    def edit(self, alert: str, by: str = "kari", **change: Any) -> None:
        """Change fields (``given``) or texts (``own_texts``)."""
        change = {"given": {}, "own_texts": {}} | change
        self.ledger.write_now(
            lambda connection: self.desk.edit(connection, self.users[by], alert, now=self.now, **change)
        )

    def submit(self, alert: str, by: str = "kari", people: int | None = None) -> str:
        """Returns the fingerprint."""
        return self.ledger.write_now(self.desk.submit, self.users[by], alert, people, self.now)

    def clear(self, alert: str, by: str = "kari", **said: Any) -> None:
        """The police's word for an alert."""
        words: dict[str, Any] = {"name": "Nora Eksempel", "function": "operasjonsleder", "what": "ventetekst"}
        given = clearing.Clearance(**(words | {"at": self.now} | said))
        self.ledger.write_now(
            lambda connection: clearing.clear(self.desk, connection, self.users[by], alert, given, self.now)
        )

    def submitted(self, **asked: Any) -> tuple[str, str]:
        """A submitted alert and its fingerprint."""
        alert = self.trigger(**asked)
        return alert, self.submit(alert)

    def approve(self, alert: str, fingerprint: str, by: str = "anne", **given: Any) -> bool:
        """True: it was the same approval again."""
        return self.ledger.write_now(
            decisions.approve, self.users[by], alert, Approval(fingerprint=fingerprint, **given), self.now
        )

    def decide(self, what: Any, alert: str, by: str, *words: str) -> Any:
        """Any other decision of ``approval.decisions``."""
        return self.ledger.write_now(what, self.users[by], alert, *words, self.now)

    def view(self, alert: str) -> dict[str, Any]:
        """The alert as the board shows it."""
        return self.ledger.read_now(board.alert_view, alert)

    def text(self, alert: str, key: str) -> str:
        """One text of it."""
        return str(next(text["body"] for text in self.view(alert)["variants"] if text["key"] == key))


def shipped() -> tuple[LoadedPlan, Rendering]:
    """The plan and templates of the repository."""
    plan = load_plan(REPOSITORY)
    return plan, Rendering.load(REPOSITORY, plan.plan)


def municipality(folder: Path) -> Path:
    """A municipality's own folder: copies of plan, templates and contacts, for a test to change."""
    shutil.copy(REPOSITORY / "plan.yaml", folder / "plan.yaml")
    for name in ("templates", "contacts"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder
