"""Words that must not leave while the police lead: cause, number, persons, class, weapon. A plan may have its own."""

from __future__ import annotations

SHIPPED = {
    "nb": """
        våpen* bevæpn* pistol* gevær* hagle haglen kniv kniven kniver knivstikk* knivangrep* bombe* eksplosiv* skyting*
        skytevåpen* skudd skuddet skuddene skutt gissel* terror* attentat* drap drapet drapsforsøk* drept* drepte død
        døde omkom* skadd skadde skadet såret sårede gjerningsperson* gjerningsmann* gjerningsmenn* mistenkt* siktet
        siktede pågrepet arrestert* trussel* truet truer elev elever* elevene lærer læreren lærere* klasse* trinn
        trinnet selvmord* psykisk* utenlandsk* årsak* fordi
    """.split(),
    "nn": """
        våpen* væpna pistol* gevær* hagle kniv kniven knivar knivstikk* knivåtak* bombe* eksplosiv* skyting* skot skotet
        skoten gissel* terror* attentat* drap drapet drapsforsøk* drepen drepne død døde omkom* skadd skadde såra
        gjerningsperson* gjerningsmann* mistenkt* sikta pågripen arrestert* trugsmål* truga trugar elev elevar* lærar
        læraren lærarar* klasse* trinn trinnet sjølvmord* psykisk* utanlandsk* årsak* fordi
    """.split(),
    "en": """
        weapon* armed gun guns gunman rifle* shotgun* knife knives bomb bombs explosive* shooting* shooter* shot shots
        hostage* terror* attack* killed dead death* died injured wounded perpetrator* suspect* arrested threat* pupil*
        student students teacher teachers class classes grade suicide* because
    """.split(),
}
"""By language; ``*`` ends a stem: «våpen*» is also «våpenet»."""


def shipped_stop_words() -> dict[str, tuple[str, ...]]:
    """The words of a plan that has none of its own."""
    return {language: tuple(words) for language, words in SHIPPED.items()}
