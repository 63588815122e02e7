"""How a person names one text of an alert: ``citizen.sms.nb``, ``citizen@evakuer.sms.nb``, ``citizen+added.sms.nb``."""

from __future__ import annotations


def variant_name(cls: str, zone: str, fate: str, channel: str, language: str) -> str:
    """Class, zone after @ and fate after + where there is one, then channel and language."""
    who = cls + (f"@{zone}" if zone else "") + (f"+{fate}" if fate else "")
    return f"{who}.{channel}.{language}"
