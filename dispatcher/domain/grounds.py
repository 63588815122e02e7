"""Why something is left out of what the public gets: the grounds of offentleglova, chosen by a person (R119, R120).

The list is the law's, shortened; whether a ground fits is judged by whoever chooses it, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """``law`` stands where something is left out; the words say what it is about, in bokmål, nynorsk and English."""

    key: str
    law: str
    nb: str
    nn: str
    en: str

    def words(self, language: str) -> str:
        """What it is about; bokmål where we have no words."""
        return {"nn": self.nn, "en": self.en}.get(language, self.nb)


def _ground(key: str, law: str, nb: str, nn: str, en: str) -> Ground:
    return Ground(key=key, law=law, nb=nb, nn=nn, en=en)


GROUNDS: Final = {
    ground.key: ground
    for ground in (
        _ground(
            "personlig",
            "offl. § 13 jf. fvl. § 13 første ledd nr. 1",
            "noens personlige forhold",
            "nokon sine personlege forhold",
            "somebody's private matters",
        ),
        _ground(
            "næring",
            "offl. § 13 jf. fvl. § 13 første ledd nr. 2",
            "forretningshemmeligheter",
            "forretningsløyndommar",
            "business secrets",
        ),
        _ground(
            "helse",
            "offl. § 13 jf. helsepersonelloven § 21",
            "helseopplysninger",
            "helseopplysningar",
            "health information",
        ),
        _ground(
            "politi",
            "offl. § 13 jf. politiregisterloven § 23",
            "politiets taushetsplikt",
            "teieplikta til politiet",
            "the police's duty of secrecy",
        ),
        _ground(
            "kraft",
            "offl. § 13 jf. energiloven § 9-3",
            "sensitivt om kraftforsyningen",
            "sensitivt om kraftforsyninga",
            "sensitive about the power supply",
        ),
        _ground(
            "gradert",
            "offl. § 13 jf. sikkerhetsloven § 5-4",
            "gradert etter sikkerhetsloven",
            "gradert etter tryggingslova",
            "classified",
        ),
        _ground("internt", "offl. § 14 første ledd", "internt dokument", "internt dokument", "an internal document"),
        _ground(
            "råd",
            "offl. § 15",
            "råd hentet utenfra for den interne behandlingen",
            "råd henta utanfrå for den interne handsaminga",
            "advice from outside for internal use",
        ),
        _ground("rettssak", "offl. § 18", "rettssak", "rettssak", "a court case"),
        _ground(
            "forsvar",
            "offl. § 21",
            "nasjonale forsvars- og sikkerhetsinteresser",
            "nasjonale forsvars- og tryggingsinteresser",
            "national defence and security",
        ),
        _ground(
            "forhandling",
            "offl. § 23",
            "kommunens forhandlingsposisjon",
            "forhandlingsposisjonen til kommunen",
            "the municipality's position in negotiations",
        ),
        _ground(
            "kontroll",
            "offl. § 24 første ledd",
            "kontroll- og reguleringstiltak",
            "kontroll- og reguleringstiltak",
            "inspection and regulation",
        ),
        _ground("lovbrudd", "offl. § 24 andre ledd", "om et lovbrudd", "om eit lovbrot", "about an offence"),
        _ground(
            "fare",
            "offl. § 24 tredje ledd",
            "kan utsette noen for fare eller lette en straffbar handling",
            "kan utsetje nokon for fare eller lette ei straffbar handling",
            "may put somebody in danger or help an offence",
        ),
        _ground("ansettelse", "offl. § 25", "ansettelsessak", "tilsetjingssak", "an appointment"),
    )
}
