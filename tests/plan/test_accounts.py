"""Official accounts on social media: each with an owner, and nothing goes out on another."""

from __future__ import annotations

import pytest

from dispatcher.domain.plan import Plan
from tests.plan.conftest import Broken

FACEBOOK = "  facebook: {name: Løten kommune på Facebook,"
ACCOUNT = "    account: facebook\n"


@pytest.mark.requirement("R080")
def test_the_shipped_plan_writes_on_its_own_accounts_only(shipped: Plan) -> None:
    """Each is named with the role that answers for it; what is made for social media says on which it goes out."""
    assert {account.owner for account in shipped.accounts.values()} <= set(shipped.roles)
    assert [task.account for task in shipped.tasks.values() if task.card] == ["facebook"]


@pytest.mark.requirement("R080")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ((ACCOUNT, "    account: naerutvalget\n"), "naerutvalget"),
        ((ACCOUNT, ""), "hvilken av kommunens kontoer"),
        (("owner: informasjonsansvarlig}", "owner: praktikanten}"), "praktikanten"),
        (("https://facebook.example/loten", "http://facebook.example/loten"), "https"),
        (
            ("    copies: public\n    account: facebook", "    copies: staff\n    account: facebook"),
            "Bare det alle kan lese",
        ),
    ],
)
def test_what_is_no_account_of_ours(broken: Broken, change: tuple[str, str], says: str) -> None:
    """An account nobody registered, none at all, one without an owner, an address that is not https."""
    found = broken(change)
    assert any(says in fault.what for fault in found), [str(fault) for fault in found]
