"""The ways in which a yes can be given, each with its word."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How an approval came; it stands on the approval for ever."""

    PAGE = "page"
    BESIDE = "beside"  # signed in for that one act, on the screen where another was signed in
    API = "api"
    SMS = "sms"
    ORAL = "oral"  # said aloud, recorded by one of the crisis team, with a witness
    PRE_APPROVED = "pre-approved"  # the plan's words, adopted beforehand
    ALONE = "alone"  # nobody answered: one of the crisis team, to be confirmed afterwards
    TWO = "two"  # a retraction, by any two of the crisis team


WAY_WORDS = {
    Way.PAGE: "på godkjenningssiden",
    Way.BESIDE: "på en annens skjerm, med egen innlogging",
    Way.API: "med egen bruker",
    Way.SMS: "på SMS",
    Way.ORAL: "muntlig, med vitne",
    Way.PRE_APPROVED: "på forhånd, i planen",
    Way.ALONE: "ALENE, uten svar fra dem som kan godkjenne",
    Way.TWO: "av to i kriseledelsen",
}

CRISIS_TEAM = "kriseledelsen"
"""The capacity of whoever decides as one of the crisis team."""
