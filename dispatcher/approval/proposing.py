"""«Foreslå endring»: an approver returns the alert with the words they would rather have.

They do not change it: the submitter does, by taking the proposal in, and so nobody approves what they last edited. The
four eyes on a text that was proposed are the proposer's and those of whoever took it in and submitted it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dispatcher.approval.word_for_word import may_decide, same_words
from dispatcher.domain.errors import Fault, InvalidInput
from dispatcher.domain.rights import Act, demand
from dispatcher.domain.states import AlertAct
from dispatcher.ledger import approval_requests, incidents, proposals
from dispatcher.ledger.approval_requests import Ended
from dispatcher.ledger.proposals import Proposal
from dispatcher.ledger.variant_names import variant_name

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from dispatcher.ledger.accounts import User

Hold = Callable[["Connection", "Row[Any]", Proposal], Proposal]
"""The proposal as it is kept. Raises InvalidInput for one that could not be sent as it stands."""


def propose(
    connection: Connection, user: User, alert_id: str, fingerprint: str, said: Proposal, hold: Hold, now: datetime
) -> None:
    """*submitted* → *returned*, with other words beside it; whoever was asked is asked no more."""
    row = incidents.alert(connection, alert_id)
    demand(user.roles, Act.PROPOSE)
    same_words(row, fingerprint)
    may_decide(connection, row, user, now)
    incidents.move(connection, row, AlertAct.RETURN, decided_why=said.why)
    kept = hold(connection, incidents.alert(connection, alert_id), said)
    proposals.add(connection, row, user, _what_is_new(connection, row, kept), now)
    approval_requests.end_all(connection, row.id, Ended.DECIDED, now)


def _what_is_new(connection: Connection, row: Row[Any], said: Proposal) -> Proposal:
    """Without what is as it was. Raises InvalidInput when that is all of it."""
    fields: dict[str, str] = json.loads(row.fields)
    texts = {
        variant_name(text.cls, text.zone, text.fate, text.channel, text.language): text.body
        for text in incidents.variants_of(connection, row.id, row.version)
    }
    new = Proposal(
        fields={key: value for key, value in said.fields.items() if value.strip() != fields.get(key, "").strip()},
        texts={name: text for name, text in said.texts.items() if text.strip() != texts.get(name, "").strip()},
        why=said.why,
    )
    if not new.fields and not new.texts:
        what = "Forslaget er likt det som er sendt inn. Skriv det du heller vil ha, eller returner varselet."
        raise InvalidInput(Fault("body", what))
    return new
