"""The pages of the time after an alert, and those that are for everybody."""

from typing import Final

from tests.web.walk.stop import Stop

NO_WHAT: Final = (("what", ""),)

AFTERWARDS: Final = (
    Stop(name="report", path="/hendelse/{number}/rapport", language="nb"),
    Stop(name="report-exercise", path="/hendelse/{evaluated}/rapport", language="nb"),
    Stop(name="evaluation-begun-not", path="/hendelse/{number}/evaluering"),
    Stop(name="evaluation", path="/hendelse/{evaluated}/evaluering", by="siri"),
    Stop(
        name="evaluation-wrong",
        path="/hendelse/{evaluated}/evaluering",
        by="siri",
        press="/hendelse/{evaluated}/evaluering/andre",
        status=422,
    ),
    Stop(name="measures", path="/tiltak", by="siri"),
    Stop(name="measure-new-wrong", path="/tiltak", by="siri", press="/tiltak", status=422),
    Stop(name="measure-wrong", path="/tiltak", by="siri", press="/tiltak/{measure}/endre", write=NO_WHAT, status=422),
    Stop(name="measure-close-wrong", path="/tiltak", by="siri", press="/tiltak/{measure}/lukk", status=422),
    Stop(name="goal-wrong", path="/tiltak", by="siri", press="/tiltak/ovingsmal", status=422),
    Stop(name="years", path="/arsrapport"),
    Stop(name="year", path="/arsrapport/2026", language="nb"),
    Stop(name="archive", path="/hendelse/{evaluated}/arkiv", by="siri"),
    Stop(
        name="archive-wrong",
        path="/hendelse/{evaluated}/arkiv",
        by="siri",
        press="/hendelse/{evaluated}/arkiv/bekreft",
        status=422,
    ),
    Stop(name="copies", path="/hendelse/{evaluated}/kopier"),
    Stop(
        name="copies-unjudged",
        path="/hendelse/{number}/kopier",
        press="/hendelse/{number}/kopier",
        status=422,
    ),
    Stop(name="copy-case", path="/hendelse/{evaluated}/kopier/saksframlegg.html", language="nb"),
    Stop(name="copy-public", path="/hendelse/{evaluated}/kopier/offentlig.html", language="nb"),
    Stop(name="privacy", path="/personvern", by="drift"),
    Stop(name="privacy-no-why", path="/personvern", by="drift", press="/personvern/{number}/hold", status=422),
)
PUBLIC_STOPS: Final = (
    Stop(name="krise", path="/krise", by="", language="nb"),
    Stop(name="krise-exercise", pictured=True, path="/exercise/krise", token=True, language="nb"),
    Stop(name="krise-push", path="/krise/push?sprak={language}", by=""),
    Stop(name="ekte", path="/ekte?sprak={language}", by=""),
    Stop(name="ekte-yes", path="/ekte?sprak={language}", by="", press="/ekte", write=(("tekst", "{sms}"),)),
    Stop(name="ekte-unknown", path="/ekte?sprak={language}", by="", press="/ekte", write=(("tekst", "Betal nå"),)),
    Stop(name="statement", path="/tilgjengelighet?sprak={language}", by=""),
    Stop(name="krise-personvern", path="/krise/personvern?sprak={language}", by=""),
    Stop(name="krise-svar", path="/krise/svar?sprak={language}", by=""),
    Stop(name="krise-svar-wrong", path="/krise/svar?sprak={language}", by="", press="/krise/svar", status=422),
    Stop(name="krise-svar-thanks", path="/krise/svar?sprak={language}&takk=ja", by=""),
    Stop(name="krise-arkiv", path="/krise/arkiv?sprak={language}", by=""),
)
