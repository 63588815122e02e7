"""Words that say why somebody is vulnerable: no list, column, group or audience of citizens may be called by them.

A list is seen by many who need not know what ails anybody: call it by what must be done for them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

TABLE: Final = {
    # Bokmål and nynorsk, then English. «*» stands for the rest of a word: «*demens*» is also in «alvorligdemensliste».
    # A word without it stands alone, because it is part of ordinary ones: «rus» of «russ», «kreft» of «krefter».
    "being vulnerable": """
        *sårbar* *hjelpetreng* *pleietreng* *omsorgstreng* *bistandstreng* *tilsynstreng* *særligebehov*
        *særlegebehov* *spesiellebehov* *særskiltebehov* svakestilt* vulnerab* frail*""",
    "being ill": """
        syk syke *syk *syke sykmeld* sykemeld* *sykdom* sjuk sjuke *sjuk *sjuke sjukmeld* sjukemeld* *sjukdom* *pasient*
        *diagnos* *lidelse* kronisk* kroniker* kronikar* helseopplys* helsetilstand* helseproblem* helseplag*
        helseutfordr* smittet smittede smitta patient* outpatient* chronically* illness*""",
    "a diagnosis": """
        *demens* dement demente *demente *alzheimer* parkinson* senil* kognitiv* kreft kreftram* kreftsv* kreftbeh*
        brystkreft* lungekreft* leukemi* hjernesvulst* hjerneslag* hjerneskad* hjerteinfarkt* hjartesvikt* hjertesvikt*
        nyresvikt* lungesvikt* *epileps* *diabet* astma* kols kolsram* allergi* cøliaki* *sklerose* revmatis* leddgikt*
        hemofili* *immunsv* immunsupp* *transplantert* hepatit* tuberkul* cerebralparese* lammelse* hiv hivpos* aids als
        *syndrom* palliativ* *gravid* *dementia* cancer* epilep* asthma* immunocomp* pregnan*""",
    "mental health": """
        *psykiatr* *psykisk* psykose* psykoti* schizo* bipolar* autist* autism* asperger* adhd ptsd ocd angst depresj*
        depressiv* spiseforstyr* anoreks* selvskad* sjølvskad* *selvmord* *sjølvmord* tvangsinnl* psychiatr*
        mentalhealth* suicid*""",
    "intoxication": """
        rus rusavh* rusmis* rusbruk* rusomsorg* rusmid* rustiltak* rusproblem* narkoman* alkoholi* overdose* metadon*
        legemiddelass* lar addict* substanceab*""",
    "what body and senses cannot do": """
        ufør uføre uføres uførhet uføretrygd* uførepensj* arbeidsufør* *utviklingshem* *funksjonshem* *funksjonsneds*
        *funksjonsevn* *bevegelseshem* *rørslehem* handikap* handicap* *hørselshem* *høyrselshem* hørselsskad*
        tunghørt* tunghøyr* døv døve døvblind* *synshem* svaksynt* blind blinde sengeligg* disabled* disabilit* deaf
        deafblind""",
    "aids and medicine": """
        *rullestol* rullator* krykke* protese* høreapparat* høyreapparat* førerhund* servicehund* hjelpemid*
        *respirator* *hjemmerespir* *heimerespir* *oksygen* *insulin* *dialys* pacemaker* kateter* stomi* sondemat*
        medisin medisiner medisinar medisinbruk* medisinliste* medisinavh* medikament* *trygghetsalarm*
        *tryggleiksalarm* wheelchair* ventilator* oxygen*""",
    "what the municipality does for them": """
        *hjemmesykepl* *heimesjukepl* *hjemmetjenest* *heimetenest* *hjemmehjelp* *heimehjelp* bpa brukerstyrt*
        støttekontakt* *sosialhjelp* *sosialklient* *sosialstønad* homecare* socialcare*""",
    "what somebody has done to them": """
        *barnevern* *barnevarn* *fosterhjem* *fosterheim* *voldsutsatt* *voldsutsett* *valdsutsett* *voldsoffer*
        *voldsofre* krisesenterbruk* krisesenterbeb* childwelfare* childprotect* abused*""",
}
"""By the reason why each is refused."""
INSTEAD: Final = "Kall den det som må gjøres, for eksempel «trenger hjelp til å flytte seg» eller «må ha strøm»."
JOINED: Final = 8
"""So long is a word that is also found when signs stand within it: «trygghets_alarm», «child-welfare»."""
FIRMS: Final = frozenset("as asa sa ans da enk nuf ba sti lag laget lokallag fylkeslag".split())
SOCIETIES: Final = tuple(
    "forening foreninga foreningen forbund forbundet stiftelse stiftelsen sentral sentralen".split()
)
"""«Løten Dialyse AS» and «Kreftforeningen» say whom somebody works or speaks for, not what ails them."""
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ø": "o", "ö": "o"})


def _plain(words: str) -> str:
    """As one writes without our letters: «saarbar» and «sarbar» are «sårbar», «hoerselshemmet» is «hørselshemmet»."""
    small = normalize("NFC", words).casefold().translate(_SIGNS)
    return small.replace("aa", "a").replace("ae", "a").replace("oe", "o")


_WRITTEN = tuple(dict.fromkeys(_plain(word) for words in TABLE.values() for word in words.split()))
_WITHIN = tuple(word.strip("*") for word in _WRITTEN if word.startswith("*") and word.endswith("*"))
_STARTS = tuple(word[:-1] for word in _WRITTEN if not word.startswith("*") and word.endswith("*"))
_ENDS = tuple(word[1:] for word in _WRITTEN if word.startswith("*") and not word.endswith("*"))
_ALONE = frozenset(word for word in _WRITTEN if "*" not in word)
_LONG = tuple(word for word in (*_WITHIN, *_STARTS) if len(word) >= JOINED)


@lru_cache(maxsize=4096)
def telling(name: str) -> str:
    """The word of a name that says why somebody is vulnerable; "" when none does."""
    words: list[str] = _WORD.findall(normalize("NFC", name).casefold())
    found = next((word for word in words if _tells(_plain(word))), "")
    if found:
        return found
    joined = "".join(_WORD.findall(_plain(name)))
    return next((word for word in _LONG if word in joined), "")


@lru_cache(maxsize=4096)
def telling_unit(name: str) -> str:
    """The same of a unit in a list of citizens, where firms and societies stand by their names."""
    words = _WORD.findall(_plain(name))
    named = any(word in FIRMS or word.endswith(SOCIETIES) for word in words)
    return "" if named else telling(name)


def _tells(word: str) -> bool:
    inside = any(part in word for part in _WITHIN)
    return inside or word in _ALONE or word.startswith(_STARTS) or word.endswith(_ENDS)
