"""What the page of privacy says, in bokmål, nynorsk and English side by side."""

from __future__ import annotations

from typing import Final

PRIVACY: Final[dict[str, tuple[str, str, str]]] = {
    "privacy": ("Personvern", "Personvern", "Privacy"),
    "privacy-more": (
        "Når tiden er ute og arkivet har pakken, blir mottakerne navnløse. Tallene i rapporten blir stående.",
        "Når tida er ute og arkivet har pakken, blir mottakarane namnlause. Tala i rapporten blir ståande.",
        "Once the time is up and the archive has the package, recipients become nameless. The report's figures stay.",
    ),
    "privacy-terms": ("Hvor lenge folk står med navn", "Kor lenge folk står med namn", "How long people stand by name"),
    "privacy-days": ("{days} dager", "{days} dagar", "{days} days"),
    "privacy-citizens": ("Innbyggere", "Innbyggjarar", "Citizens"),
    "privacy-staff": ("Ansatte", "Tilsette", "Staff"),
    "privacy-press": ("Presse", "Presse", "Press"),
    "privacy-replies": ("Svar på SMS", "Svar på SMS", "Replies by SMS"),
    "privacy-sign-ins": ("Innlogginger som er over", "Innloggingar som er over", "Sign-ins that are over"),
    "privacy-lists": ("Lister som er byttet ut", "Lister som er bytte ut", "Lists that were replaced"),
    "privacy-incident": ("Hendelse {number}", "Hending {number}", "Incident {number}"),
    "privacy-about-real": ("{scenario}, åpnet {day}", "{scenario}, opna {day}", "{scenario}, opened {day}"),
    "privacy-about-exercise": (
        "ØVELSE. {scenario}, åpnet {day}",
        "ØVELSE. {scenario}, opna {day}",
        "ØVELSE. {scenario}, opened {day}",
    ),
    "privacy-about-test": (
        "Varslingsprøve. {scenario}, åpnet {day}",
        "Varslingsprøve. {scenario}, opna {day}",
        "Alert test. {scenario}, opened {day}",
    ),
    "privacy-wait-open": (
        "Står med navn til hendelsen er avsluttet",
        "Står med namn til hendinga er avslutta",
        "By name until the incident is closed",
    ),
    "privacy-wait-held": ("Holdes tilbake", "Blir halde tilbake", "On hold"),
    "privacy-wait-term": ("Navnløse fra {due}", "Namnlause frå {due}", "Nameless from {due}"),
    "privacy-wait-archive": (
        "Tiden var ute {due}. Venter på at arkivet bekrefter pakken",
        "Tida var ute {due}. Ventar på at arkivet stadfestar pakken",
        "The time was up {due}. Waits for the archive to confirm the package",
    ),
    "privacy-now": ("Blir navnløse innen en time", "Blir namnlause innan ein time", "Nameless within the hour"),
    "privacy-done": ("{people} gjort navnløse {at}", "{people} gjorde namnlause {at}", "{people} made nameless {at}"),
    "privacy-asked": ("Noen som ba om det", "Nokon som bad om det", "Somebody who asked for it"),
    "privacy-none": ("Ingen hendelser ennå.", "Ingen hendingar enno.", "No incidents yet."),
    "privacy-held-by": ("Holdt tilbake av {by}: {why}", "Halde tilbake av {by}: {why}", "Held by {by}: {why}"),
    "privacy-hold-more": (
        "For tilsyn, klage eller rettssak. Ingen blir gjort navnløse før det oppheves.",
        "For tilsyn, klage eller rettssak. Ingen blir gjorde namnlause før det blir oppheva.",
        "For an inspection, a complaint or a court case. Nobody is made nameless until it is lifted.",
    ),
    "privacy-hold": ("Hold tilbake", "Hald tilbake", "Hold"),
    "privacy-lift": ("Opphev", "Opphev", "Lift the hold"),
    "privacy-why": ("Begrunnelse", "Grunngiving", "Reason"),
    "privacy-shown": (
        "De {count} nyeste hendelsene vises.",
        "Dei {count} nyaste hendingane blir viste.",
        "The {count} newest incidents are shown.",
    ),
}
