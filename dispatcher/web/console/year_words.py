"""What the page of yearly reports says, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

YEARS: Final[dict[str, tuple[str, str, str]]] = {
    "years-title": ("Årsrapporter", "Årsrapportar", "Yearly reports"),
    "years-more": (
        "Rapporten skriver seg selv. Skarpe hendelser og øvelser står hver for seg. Den kan gis til statsforvalteren.",
        "Rapporten skriv seg sjølv. Skarpe hendingar og øvingar står kvar for seg. Han kan givast statsforvaltaren.",
        "The report writes itself. Real incidents and exercises stand apart. It can be handed to the county governor.",
    ),
    "years-count": (
        "Skarpe hendelser: {real}. Øvelser: {exercises}.",
        "Skarpe hendingar: {real}. Øvingar: {exercises}.",
        "Real incidents: {real}. Exercises: {exercises}.",
    ),
    "years-open": ("Åpne rapporten for {year}", "Opne rapporten for {year}", "Open the report of {year}"),
    "years-pdf": (
        "Rapporten for {year} på papir (PDF)",
        "Rapporten for {year} på papir (PDF)",
        "The report of {year} on paper (PDF)",
    ),
    "years-table": (
        "Tabellen til statsforvalteren, {year} (CSV)",
        "Tabellen til statsforvaltaren, {year} (CSV)",
        "The table for the county governor, {year} (CSV)",
    ),
    "years-incidents": (
        "Hendelsene i {year} (CSV)",
        "Hendingane i {year} (CSV)",
        "The incidents of {year} (CSV)",
    ),
    "years-data": ("Alle tall for {year} (JSON)", "Alle tal for {year} (JSON)", "Every figure of {year} (JSON)"),
}
