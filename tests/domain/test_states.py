"""The machines refuse every pair their tables do not name."""

from __future__ import annotations

import itertools

import pytest

from dispatcher.domain.errors import Conflict, Forbidden, IllegalTransition
from dispatcher.domain.rights import RIGHTS, Act, demand, may
from dispatcher.domain.states import (
    ALERT_MOVES,
    DELIVERY_MOVES,
    AlertAct,
    AlertState,
    DeliveryState,
    ReceiptStatus,
    Role,
    check_delivery_move,
    move_alert,
)

ALERT_PAIRS = list(itertools.product(AlertState, AlertAct))


@pytest.mark.parametrize(("state", "act"), [pair for pair in ALERT_PAIRS if pair not in ALERT_MOVES])
def test_every_alert_pair_not_named_is_refused_in_words(state: AlertState, act: AlertAct) -> None:
    """A person reads why: the state it is in and what cannot be done."""
    with pytest.raises(Conflict, match="kan ikke"):
        move_alert(state, act)


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        ("draft", "submit", "submitted"),
        ("submitted", "approve", "approved"),
        ("submitted", "return", "returned"),
        ("returned", "submit", "submitted"),
        ("submitted", "reject", "rejected"),
        ("approved", "stop", "stopped"),
        ("sending", "stop", "stopped"),
        ("done", "stop", "stopped"),
        ("expired", "stop", "stopped"),
        ("sending", "expire", "expired"),
        ("done", "reopen", "sending"),
    ],
)
def test_the_alert_moves_of_the_design(state: str, act: str, after: str) -> None:
    """Draft → submitted → approved → sending → done, and what leaves that line."""
    assert move_alert(AlertState(state), AlertAct(act)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [pair for pair in itertools.product(DeliveryState, DeliveryState) if pair not in DELIVERY_MOVES],
)
def test_every_delivery_pair_not_named_is_refused(before: DeliveryState, after: DeliveryState) -> None:
    """Delivered and skipped are final; nothing goes from waiting straight to failed."""
    with pytest.raises(IllegalTransition):
        check_delivery_move(before, after)


def test_what_may_have_left_never_goes_back_unseen() -> None:
    """Only an outcome that says «not sent» takes a row from sending to waiting; a dead node's rows go to unsure."""
    assert (DeliveryState.SENDING, DeliveryState.UNSURE) in DELIVERY_MOVES
    assert not any(before is DeliveryState.DELIVERED for before, _ in DELIVERY_MOVES)


def test_the_receipts_order_is_the_laws() -> None:
    """Accepted < queued < sending < sent < failed < undelivered < delivered."""
    assert [str(status) for status in sorted(ReceiptStatus, key=lambda status: status.rank)] == [
        *("accepted", "queued", "sending", "sent", "failed", "undelivered", "delivered")
    ]


@pytest.mark.parametrize(("role", "act"), list(itertools.product(Role, Act)))
def test_the_rights_table_cell_by_cell(role: Role, act: Act) -> None:
    """What the table names is allowed; all else is forbidden, naming the roles that may."""
    if act in RIGHTS[role]:
        demand(frozenset({role}), act)
    else:
        with pytest.raises(Forbidden, match="Du har ikke rett til å"):
            demand(frozenset({role}), act)


@pytest.mark.requirement("R012")
def test_a_contributor_drafts_and_never_approves() -> None:
    """Facts from the unit leader, not the decision."""
    roles = frozenset({Role.CONTRIBUTOR})

    assert may(roles, Act.TRIGGER)
    assert may(roles, Act.EDIT_OWN)
    assert not any(may(roles, act) for act in (Act.SUBMIT, Act.APPROVE, Act.RETURN, Act.REJECT, Act.STOP))
