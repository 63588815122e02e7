"""The names of everything a template file may hold and a template may ask for: one list, checked at load."""

from __future__ import annotations

from dispatcher.domain.states import AlertKind

FACTS = frozenset(
    {
        "sender",
        "short",
        "at",
        "number",
        "place",
        "zone_place",
        "page",
        "press",
        "promise",
        "previous",
        "started",
        "extreme",
        "stream",
        "postmottak",
    }
)
"""Given to every template, beside the scenario's own fields."""

SCENARIO_TEXTS = frozenset(
    {
        "signal",
        "title",
        "topic",
        "what",
        "do",
        "do_short",
        "still",
        "released",
        "retracted",
        "over_signal",
        "over_title",
        "over",
        "over_do",
        "staff",
        "staff_over",
        "leader",
        "leader_over",
        "what_long",
        "do_long",
        "know",
        "unknown",
        "doing",
        "over_long",
        "staff_long",
        "leader_long",
    }
)
"""What every scenario writes, in every language."""

ALL_CLEAR_TEXTS = frozenset({"over_signal", "over_title", "over", "over_do", "over_long"})

OPTIONAL_TEXTS = frozenset(
    {
        "until",
        "what_short",
        "still_short",
        "staff_short",
        "leader_short",
        "right",
        "push_title",
        "answers",
        "line",
        "line_over",
        "line_released",
        "line_retracted",
    }
)
"""``line`` and its like: the English line under a Norwegian SMS, written in the English file. ``answers``: what the
service desk says to those who call."""

ZONES = "zones"
ZONE_TEXTS = SCENARIO_TEXTS | OPTIONAL_TEXTS
"""What a zone may write of its own; the rest it takes from the scenario."""

SAFE_ZONE_TEXTS = frozenset({"signal", "title", "what", "do", "do_short", "still", "what_long", "do_long"})
"""What a zone outside the danger must write: these say what to do, and the scenario's say it to those in danger."""

NOT_INHERITED = frozenset({"what_short", "still_short", "right", "push_title", "line"})
"""What a zone outside the danger never takes from the scenario: it says what those in the danger must do."""

SHORT_FORMS = {"what": "what_short", "still": "still_short", "title": "push_title"}
"""A zone that writes the first and not the second has no such short form."""

PIECES = frozenset(
    {
        "opening",
        "news",
        "headline",
        "lead",
        "brief",
        "press_brief",
        "staff_todo",
        "leader_todo",
        "staff_list",
        "leader_list",
    }
)
"""What a frame says for each kind of alert."""

RELEASED_PIECES = frozenset({"opening", "news", "headline", "lead"})

SHORTENED = ("validity", "advice", "news", "staff_todo", "leader_todo", "brief", "press_brief")
"""The pieces that may have a shorter form (``advice_short``), in the order they are shortened to fit two SMS parts."""

OPTIONAL_PIECES = frozenset(
    {
        "advice",
        "validity",
        "closing",
        "todo",
        "background",
        "questions",
        "push_headline",
        "push_body",
        *(f"{name}_short" for name in SHORTENED),
    }
)

FALSE_ALARM = "false-alarm"
FALSE_ALARM_RETRACTED = "false-alarm-retracted"
KINDS = (
    *(kind.value for kind in AlertKind),
    "update-released",
    "correction-released",
    FALSE_ALARM,
    FALSE_ALARM_RETRACTED,
)
"""The kinds of the frames: an alert's own, the two that tell a person it is not for them after all, a correction that
says it was a false alarm, and the day that correction itself must be taken back."""

SHELLS = {
    "sms": frozenset({"citizen", "staff", "leader", "press"}),
    "email": frozenset({"subject", "citizen", "staff", "leader", "press"}),
    "banner": frozenset({"headline", "body", "instruction"}),
    "push": frozenset({"headline", "body", "closing"}),
}
"""What a frame says for each channel."""

OPTIONAL_SHELLS = {
    "sms": frozenset({"citizen_short", "staff_short", "leader_short", "press_short"}),
    "push": frozenset({"staff", "leader", "press"}),
}
"""SMS: the same, shorter still, used when the text would otherwise be more than two parts. Push: ``body`` is what
citizens read, and everybody who has no body of their own."""

WORDS = frozenset({"at", "and", "exercise_first", "exercise_last"})
OPTIONAL_WORDS = frozenset({"months"})

ENGLISH_LINES = {
    "first": "line",
    "update": "line",
    "correction": "line",
    "all-clear": "line_over",
    "retraction": "line_retracted",
    "update-released": "line_released",
    "correction-released": "line_released",
    FALSE_ALARM: "line_retracted",
    FALSE_ALARM_RETRACTED: "line",
}

EXERCISE = "ØVELSE"
MONTHS = 12
