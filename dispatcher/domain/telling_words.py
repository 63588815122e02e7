"""Words that say why somebody is vulnerable: no list, column or audience of citizens may be called by them.

A list is seen by many who need not know what ails anybody: call it by what must be done for them.
"""

from __future__ import annotations

import re
from typing import Final

STEMS: Final = tuple(
    # Bokmål and nynorsk, then English; a stem is found anywhere in a word, also in a compound.
    (
        "dialys demens dement alzheimer psykiatr psykisk barnevern barnevarn diagnos hjemmesykepl heimesjukepl"
        " rusavh rusmis rusbruk rusomsorg rustiltak narkoman alkoholi kreft epileps diabet astma autist autism schizo"
        " bipolar utviklingshem funksjonshem funksjonsnedsett handikap rullestol hørselshem hørselshemm synshem"
        " synshemm svaksynt respirator oksygen hjemmerespir sykdom sjukdom pasient selvmord sjølvmord voldsutsatt"
        " valdsutsett sosialhjelp sosialklient kronikar kronisk immunsvek gravid"
        " dialysis dementia psychiatr childwelfare childprotect addict substanceab mentalhealth diagnosis cancer"
        " epilep disabled disabilit wheelchair ventilator oxygen chronically patient suicid immunocomp pregnan"
    ).split()
)
WHOLE: Final = frozenset("rus hiv aids kols copd als lar blind blinde døv døve deaf syk syke sjuk sjuke".split())
"""Too short to be looked for inside another word."""
INSTEAD: Final = "Kall den det som må gjøres, for eksempel «trenger hjelp til å flytte seg» eller «må ha strøm»."
_WORD = re.compile(r"[^\W\d_]+")


def telling(name: str) -> str:
    """The word of a name that says why somebody is vulnerable; "" when none does."""
    words = _WORD.findall(name.casefold())
    joined = "".join(words)  # «child-welfare» is one word
    found = next((word for word in words if word in WHOLE or any(stem in word for stem in STEMS)), "")
    return found or next((stem for stem in STEMS if stem in joined), "")
