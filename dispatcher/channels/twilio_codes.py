"""Twilio's error codes: how far each refusal reaches and why. From twilio.com/docs/api/errors, read in 2026.

One table for both places a code turns up: in the answer to a POST and as ``ErrorCode`` in a receipt.

Left out on purpose, so that the rule for unknown codes decides (recipient, until ten in a row carry it): 21612, 30018,
30024, 30040 and 30041 speak of a pair of sender and recipient and may be one foreign number or everybody; 20001 and
20422 do not say which parameter was wrong; 30453 and the 306xx say only that it did not arrive.
"""

from __future__ import annotations

from dispatcher.channels.reasons import Reason, Verdict
from dispatcher.domain.states import Scope


def _all(scope: Scope, reason: Reason, *codes: int) -> dict[str, Verdict]:
    return {str(code): Verdict(scope, reason) for code in codes}


CODES: dict[str, Verdict] = {
    # This person on this channel: final.
    **_all(Scope.RECIPIENT, Reason.INVALID_NUMBER, 21211, 21214, 21217, 21265, 21266, 21401, 21421, 21604),
    **_all(Scope.RECIPIENT, Reason.NOT_MOBILE, 21268, 21614),
    **_all(Scope.RECIPIENT, Reason.LANDLINE, 21635, 30006),
    **_all(Scope.RECIPIENT, Reason.OPTED_OUT, 21610, 30630),
    **_all(Scope.RECIPIENT, Reason.UNREACHABLE, 30003),
    **_all(Scope.RECIPIENT, Reason.INVALID_NUMBER, 13223, 13224),
    **_all(Scope.RECIPIENT, Reason.BLOCKED, 13225, 21216, 30004),
    **_all(Scope.RECIPIENT, Reason.UNKNOWN_NUMBER, 30005),
    **_all(Scope.RECIPIENT, Reason.NOT_DELIVERED, 30008, 30017, 30046),
    **_all(Scope.RECIPIENT, Reason.EXPIRED, 30036),
    # A call's last word in a receipt, which has no number.
    **{word: Verdict(Scope.RECIPIENT, word) for word in (Reason.NO_ANSWER, Reason.BUSY, Reason.CANCELLED)},
    # This text, whoever it goes to.
    **_all(Scope.MESSAGE, Reason.EMPTY, 21602, 21619),
    **_all(Scope.MESSAGE, Reason.TOO_LONG, 20413, 21605, 21617, 30019, 30044),
    **_all(Scope.MESSAGE, Reason.CONTENT, 21618, 30007, 30038, 30039),
    **_all(Scope.MESSAGE, Reason.LINK, 30110, 30111),
    **_all(Scope.MESSAGE, Reason.VALIDITY, 21624, 30012, 30013, 30045),
    # This account, sender or address: nobody gets anything until a person mends it.
    **_all(Scope.ROUTE, Reason.CREDENTIALS, 20003, 20006, 20008, 20101, 20107, 20151, 20403, 21470, 21471),
    **_all(Scope.ROUTE, Reason.SUSPENDED, 10001, 20005, 20010, 21472, 30002, 30037, 30112),
    **_all(Scope.ROUTE, Reason.TRIAL, 21219, 21267, 21607, 21608),
    **_all(Scope.ROUTE, Reason.REGION, 13227, 21203, 21215, 21408),
    **_all(Scope.ROUTE, Reason.SENDER, 21210, 21212, 21264, 21601, 21603, 21606, 21616, 21657, 21659, 21660, 21661),
    **_all(Scope.ROUTE, Reason.SENDER, 21663, 21709, 21712, 21715, 30032, 30034, 30035, 30042),
    **_all(Scope.ROUTE, Reason.SERVICE, 21701, 21702, 21703, 21704, 21705, 30124, 30127),
    **_all(Scope.ROUTE, Reason.CALLBACK, 21205, 21502, 21609, 21626),
    **_all(Scope.ROUTE, Reason.ENDPOINT, 20004, 20404, 20410),
}

SLOW_DOWN = frozenset({"10004", "14107", "20429", "21611", "30001"})
"""Too much at once: not processed, safe to send again, and nobody's fault."""

STATUSES: dict[int, Verdict] = {
    401: Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    403: Verdict(Scope.ROUTE, Reason.CREDENTIALS),
    404: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    405: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    407: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    410: Verdict(Scope.ROUTE, Reason.ENDPOINT),
    413: Verdict(Scope.MESSAGE, Reason.TOO_LONG),
    421: Verdict(Scope.ROUTE, Reason.ENDPOINT),
}
"""For an answer whose code the table does not have, or that has none (a proxy, a wrong address)."""

UNKNOWN = Verdict(Scope.RECIPIENT, Reason.UNKNOWN)


def verdict_of(code: str, status: int | None = None) -> Verdict:
    """What a refusal means: the code first, then the HTTP status. A receipt has only a code."""
    found = CODES.get(code)
    if found is None and status is not None:
        found = STATUSES.get(status)
    return found or UNKNOWN
