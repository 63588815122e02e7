"""The words klarspråk looks for, by language: small lists that a reader can check, no grammar."""

from __future__ import annotations

import re

IMPERATIVES = {
    "nb": frozenset(
        "avlys avvent bli bruk dra drikk evakuer fyll følg få gi gjør gå ha hent hjelp hold hør informer kast "
        "kjør kok kom kontakt la last legg les lukk lytt lås løp meld møt pakk pass rengjør registrer ring ro rygg se "
        "send sett si sikre sitt sjekk skaff skjerm skru skyll slå slipp slukk snakk sov spar spis spør stans start "
        "steng still stopp støtt svar søk sørg ta tenn tøm unngå varsle vask vent vis vær åpne".split()
    ),
    "nn": frozenset(
        "avlys avvent bli bruk dra drikk evakuer fyll følg få gi gjer gå ha hald hent hjelp høyr informer kast "
        "køyr kok kom kontakt la last legg les lukk lytt lås løp meld møt pakk pass reingjer registrer ring sei send "
        "set sikre sit sjekk sjå skaff skjerm skru skyl slå slepp sløkk snakk sov spar spør stans start steng still "
        "stopp støtt svar søk sørg ta tenn tøm unngå varsle vask vent ver vis opne et".split()
    ),
    "en": frozenset(
        "avoid be boil bring call cancel check clean close come contact disregard drink drive eat empty evacuate fill "
        "find flush follow get give go have heat help inform keep leave let listen lock look make meet move open pack "
        "prepare protect put read register remain report run save seek send set show shower shut sit speak stay stop "
        "store switch take tell throw turn use wait walk warn wash watch wear".split()
    ),
}
"""Verbs that open a sentence and tell people what to do."""

PERMISSION = {
    "nb": re.compile(r"\b(du|dere|alle|ingen) (bor \w+ og )?(skal|må|bør|kan|trenger)\b", re.IGNORECASE),
    "nn": re.compile(r"\b(du|de|alle|ingen) (bur \w+ og )?(skal|må|bør|kan|treng)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(you|everyone|nobody)( live \w+ it and)? (must|shall|should|can|may|need|needs|do)\b", re.IGNORECASE
    ),
}
"""Also says what to do, or that nothing need be done."""

NEXT_MESSAGE = {
    "nb": re.compile(r"neste melding|gjelder (inn)?til|ny melding (kommer|innen|senest|hvis)|varer til", re.IGNORECASE),
    "nn": re.compile(r"neste melding|gjeld (inn)?til|ny melding (kjem|innan|seinast|dersom)|varer til", re.IGNORECASE),
    "en": re.compile(r"next message|applies until|until further notice|new message (by|will|if)", re.IGNORECASE),
}

DATED = {
    "nb": re.compile(r"\b\d{1,2}\.\d{1,2}\.?(\d{4})? (kl\.? ?)?\d{1,2}([.:]\d{2})?\b"),
    "nn": re.compile(r"\b\d{1,2}\.\d{1,2}\.?(\d{4})? (kl\.? ?)?\d{1,2}([.:]\d{2})?\b"),
    "en": re.compile(r"\b(\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2})\.?,? (at )?\d{1,2}[.:]\d{2}\b"),
}
"""An absolute date with a time of day."""

RELATIVE_TIMES = {
    "nb": re.compile(
        r"\b(i dag|i kveld|i natt|i morgen|i går|i morges|i formiddag|i ettermiddag|nå nettopp|nettopp|(?<!så )snart|"
        r"straks etter|om litt|om kort tid|inntil videre|denne uken|neste uke|for (?:en|to|tre) timer? siden)\b",
        re.IGNORECASE,
    ),
    "nn": re.compile(
        r"\b(i dag|i kveld|i natt|i morgon|i går|i morges|i føremiddag|i ettermiddag|no nettopp|nettopp|(?<!så )snart|"
        r"om litt|om kort tid|inntil vidare|denne veka|neste veke|for (?:ein|to|tre) timar? sidan)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening|week)|just now|(?<!as )soon|shortly|"
        r"next week|an hour ago)\b",
        re.IGNORECASE,
    ),
}

_SHORTENED = (
    r"(?<!\w)(?:ca\.?|f\.? ?eks\.?|bl\.? ?a\.?|m\.? ?m\.?|mht\.?|pga\.?|p\.? ?g\.? ?a\.|iht\.?|ift\.?|evt\.?|osv\.?|"
    r"o\.l\.|dvs\.?|d\.v\.s\.|jf\.?|jfr\.?|inkl\.?|ekskl\.?|tlf\.?|tel\.|adr\.|min\.(?= )|obs\.?|vedr\.?|ref\.?|"
    r"resp\.?|mtp\.?|"
    r"AMK|HRS|IUA|ROS|DSB|FHI|KO|ILKO|EPS|NVE|MOB|BRIS|KDR)(?!\w)"
)
ABBREVIATIONS = {
    "nb": re.compile(_SHORTENED),
    "nn": re.compile(_SHORTENED),
    "en": re.compile(
        r"(?<!\w)(?:e\.g\.|i\.e\.|etc\.?|approx\.?|incl\.?|excl\.?|tel\.?|ref\.?|asap|ASAP|AMK|HRS)(?!\w)"
    ),
}
"""«kl», «nr», NRK, DAB and SMS are words; the staff's own initials are not."""

PASSIVES = {
    "nb": re.compile(
        r"\b(anbefales|anmodes|avlyses|benyttes|bes|brukes|evakueres|forventes|frarådes|gjennomføres|holdes|iverksettes|"
        r"kastes|kokes|kontaktes|meldes|oppfordres|opprettes|rengjøres|sendes|settes|skylles|stenges|unngås|varsles|"
        r"åpnes)\b",
        re.IGNORECASE,
    ),
    "nn": re.compile(
        r"\b(bør|må|skal|kan) (brukast|haldast|kastast|kokast|kontaktast|meldast|opnast|reingjerast|sendast|setjast|"
        r"skyljast|stengjast|unngåast|varslast|evakuerast)\b",
        re.IGNORECASE,
    ),
}
"""Verbs that hide who is to act."""
