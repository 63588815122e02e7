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
        "page",
        "press",
        "promise",
        "previous",
        "started",
        "extreme",
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
        "line",
        "line_over",
        "line_released",
        "line_retracted",
    }
)
"""``line`` and its like: the English line under a Norwegian SMS, written in the English file."""

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
    {"advice", "validity", "closing", "todo", "background", *(f"{name}_short" for name in SHORTENED)}
)

KINDS = (*(kind.value for kind in AlertKind), "update-released", "correction-released")
"""The kinds of the frames: an alert's own, and the two that tell a person it is not for them after all."""

SHELLS = {
    "sms": frozenset({"citizen", "staff", "leader", "press"}),
    "email": frozenset({"subject", "citizen", "staff", "leader", "press"}),
    "banner": frozenset({"headline", "body", "instruction"}),
}
"""What a frame says for each channel."""

OPTIONAL_SHELLS = {"sms": frozenset({"citizen_short", "staff_short", "leader_short", "press_short"})}
"""The same, shorter still: used when the text would otherwise be more than two parts."""

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
}

EXERCISE = "ØVELSE"
MONTHS = 12
