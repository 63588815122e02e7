"""Every page that a person sees, and how to get to it: the table that the walk goes by.

To add a page, add a ``Stop`` here: its address, with the places of ``places.py`` in braces, and who looks. An address
that a form posts to and that answers with a page is ``press``, with what is written in the form first. What shows no
page of its own stands in ``LEADS_ON`` with the reason. ``test_every_page.py`` fails for an address that has neither.
"""

from __future__ import annotations

from typing import Final

from dispatcher.web.console.approval_page import DECISIONS
from dispatcher.web.console.follow_pages import KINDS
from dispatcher.web.console.live_acts import REASONED
from tests.web.walk.later_stops import AFTERWARDS, PUBLIC_STOPS
from tests.web.walk.stop import Address, Stop

STRANGER: Final = "qD-kwgr3FcGA9zy4M7O_4Dco95Uobipd0RJeHSWypG5BL0VrsSND4Pppa2ZInbDyTGfo0AncdvAbU74gfdQmVe7Uz_D0el0"
"""Nobody's subject, as long as ID-porten writes them."""
RIGHT: Final = "fire bever i elva"
WRONG: Final = (("name", "anne"), ("password", "feil"))
WHY: Final = (("why", "Feil område"),)

SIGNING_IN: Final = (
    Stop(name="sign-in", path="/logg-inn", by=""),
    Stop(name="sign-in-waits", path="/logg-inn?til=/a/{waits}", by=""),
    Stop(name="emergency", path="/logg-inn/nod", by=""),
    Stop(name="emergency-wrong", path="/logg-inn/nod", by="", press="/logg-inn", write=WRONG, status=403),
    Stop(
        name="code",
        pictured=True,
        path="/logg-inn/nod",
        by="",
        press="/logg-inn",
        write=(("name", "anne"), ("password", RIGHT)),
    ),
    Stop(name="stranger", path="/logg-inn/kommune", by="", there="/logg-inn/kommune/retur", status=403),
    Stop(name="account", path="/konto", by="anne"),
    Stop(name="account-first", path="/konto", by="half"),
    Stop(name="app", pictured=True, path="/konto", by="anne", press="/konto/app"),
    Stop(name="codes", path="/konto", by="anne", press="/konto/koder"),
    Stop(name="tie", pictured=True, path="/konto", by="ola", press="/konto/innlogging"),
    Stop(name="confirm-tie", pictured=True, path="/konto", by="ola", stale=True, press="/konto/innlogging"),
    Stop(name="password-wrong", path="/konto", by="anne", press="/konto/passord", write=(("old", "feil"),), status=403),
)
DECIDING: Final = (
    Stop(name="approval", path="/a/{waits}", by="anne"),
    Stop(name="approval-exercise", path="/a/{zoned}", by="anne", stale=True),
    Stop(name="approval-not-asked", pictured=True, path="/a/{waits}", by="lost"),
    Stop(name="approval-map", path="/a/{drawn}", by="anne"),
    Stop(name="propose", path="/a/{waits}/foresla", by="anne"),
    Stop(
        name="propose-nothing",
        path="/a/{waits}/foresla",
        by="anne",
        press="/a/{waits}/foresla",
        status=422,
    ),
    *(
        Stop(name=f"confirm-{act}", path="/a/{waits}", by="anne", stale=True, press=f"/a/{{waits}}/{act}", write=WHY)
        for act, decision in DECISIONS.items()
        if decision.proven and act != "bekreft"
    ),
    Stop(name="proposed", path="/a/{returned}", by="anne"),
    Stop(name="take-in", path="/varsel/{returned}"),
    Stop(name="decided", path="/a/{sent}", by="anne"),
    Stop(name="rejected", pictured=True, path="/a/{rejected}", by="anne"),
    Stop(name="confirm-alone", path="/a/{alone}", by="ola"),
    Stop(name="beside", path="/varsel/{waits}/godkjenn-her"),
    Stop(
        name="beside-wrong",
        path="/varsel/{waits}/godkjenn-her",
        press="/varsel/{waits}/godkjenn-her",
        write=WRONG,
        status=403,
    ),
    Stop(name="alone", path="/varsel/{silent}/alene"),
    Stop(name="alone-hindered", pictured=True, path="/varsel/{waits}/alene"),
    Stop(name="alone-no-why", path="/varsel/{silent}/alene", press="/varsel/{silent}/alene", status=422),
)
WRITING: Final = (
    Stop(name="start", path="/"),
    Stop(name="start-read", path="/", by="siri"),
    Stop(name="desk", path="/redaksjon"),
    Stop(name="choose", path="/nytt"),
    Stop(name="new", path="/nytt/kokevarsel"),
    Stop(name="new-zones", path="/nytt/evakuering?modus=exercise"),
    Stop(name="new-test", path="/nytt/flom?modus=test"),
    Stop(name="new-empty", pictured=True, path="/nytt/evakuering", press="/nytt/evakuering", status=422),
    Stop(name="draft", path="/varsel/{draft}"),
    Stop(name="draft-odd", path="/varsel/{odd}"),
    Stop(name="draft-unseen", path="/varsel/{odd}", press="/varsel/{odd}/send-inn", status=409),
    Stop(name="draft-police", pictured=True, path="/varsel/{police}"),
    Stop(name="draft-police-no-word", path="/varsel/{police}", press="/varsel/{police}/klarering", status=422),
    Stop(name="draft-nothing-new", pictured=True, path="/varsel/{same}"),
    Stop(name="edit", pictured=True, path="/varsel/{draft}/endre"),
    Stop(
        name="edit-wrong",
        pictured=True,
        path="/varsel/{draft}/endre",
        press="/varsel/{draft}/endre",
        write=(("f.neste_melding", "om litt"),),
        status=422,
    ),
)
FOLLOWING: Final = (
    Stop(name="live-submitted", path="/varsel/{waits}"),
    Stop(name="live-silent", path="/varsel/{silent}"),
    Stop(name="live-alone", path="/varsel/{alone}"),
    Stop(name="live-sending", path="/varsel/{sent}"),
    Stop(name="live-held", pictured=True, path="/varsel/{held}"),
    Stop(name="live-unsure", pictured=True, path="/varsel/{unsure}"),
    Stop(name="live-paused", pictured=True, path="/varsel/{paused}", by="anne"),
    Stop(name="live-stopped", pictured=True, path="/varsel/{stopped}"),
    Stop(name="live-read", path="/varsel/{sent}", by="siri"),
    Stop(
        name="nothing-new-wrong",
        path="/varsel/{told}",
        press="/varsel/{told}/ingen-endring",
        write=(("promise", "om litt"),),
        status=422,
    ),
    *(Stop(name=f"do-{act}", path=f"/varsel/{{sent}}/gjor/{act}", pictured=act != "stopp") for act in REASONED),
    Stop(name="stop-no-why", path="/varsel/{sent}/gjor/stopp", press="/varsel/{sent}/gjor/stopp", status=422),
    *(Stop(name=f"follow-{kind}", path=f"/varsel/{{sent}}/folg/{kind}", pictured=kind != "rettelse") for kind in KINDS),
    Stop(
        name="follow-wrong",
        path="/varsel/{told}/folg/rettelse",
        press="/varsel/{told}/folg/rettelse",
        write=(("f.neste_melding", "om litt"),),
        status=422,
    ),
    *(
        Stop(name=f"confirm-{name}", path=path, by=by, stale=True, press=press, write=WHY)
        for name, path, by, press in (
            ("retract", "/varsel/{sent}/gjor/trekk-tilbake", "kari", "/varsel/{sent}/gjor/trekk-tilbake"),
            ("resume", "/varsel/{paused}", "anne", "/varsel/{paused}/gjenoppta"),
        )
    ),
)
READING: Final = (
    Stop(name="captured", path="/varsel/{exercised}/fanget"),
    Stop(name="captured-open", path="/varsel/{exercised}/fanget", press="/varsel/{exercised}/fanget"),
    Stop(name="captured-message", path="/varsel/{exercised}/fanget", press="/varsel/{exercised}/fanget/{taken}"),
    Stop(name="recipients", path="/varsel/{unsure}/mottakere"),
    Stop(name="recipients-all", pictured=True, path="/varsel/{unsure}/mottakere?tilstand=any"),
    Stop(
        name="recipients-open",
        pictured=True,
        path="/varsel/{unsure}/mottakere?tilstand=any",
        press="/varsel/{unsure}/mottakere",
    ),
    Stop(
        name="recipients-few",
        path="/varsel/{unsure}/mottakere?tilstand=any",
        press="/varsel/{unsure}/mottakere",
        write=(("sok", "x"),),
        status=422,
    ),
    Stop(
        name="recipients-message",
        pictured=True,
        path="/varsel/{unsure}/mottakere?tilstand=any",
        press="/varsel/{unsure}/mottakere/{failed}",
    ),
    Stop(name="plan", path="/planen"),
    Stop(name="plan-approver", path="/planen", by="anne"),
    Stop(name="plan-open", pictured=True, path="/planen", press="/planen"),
    Stop(
        name="plan-absence-wrong",
        path="/planen",
        by="anne",
        press="/planen/fravaer",
        write=(("from", "i morgen"),),
        status=422,
    ),
    Stop(name="print", path="/varsel/{sent}/skriv-ut"),
    Stop(name="sheets", pictured=True, path="/varsel/{sent}/skriv-ut/plakater", language="nb", paper=True),
    Stop(
        name="sheets-lists", path="/varsel/{sent}/skriv-ut", press="/varsel/{sent}/skriv-ut", language="nb", paper=True
    ),
    Stop(name="binder", path="/planen/skriv-ut"),
    Stop(name="tasks", path="/hendelse/{number}/oppgaver"),
    Stop(name="task-no-why", path="/hendelse/{number}/oppgaver", press="/oppgave/{task}/kan-ikke", status=422),
    Stop(name="log", path="/hendelse/{number}/logg"),
    Stop(name="log-empty", path="/hendelse/{number}/logg", press="/hendelse/{number}/logg", status=422),
    Stop(name="log-checked", pictured=True, path="/hendelse/{number}/logg", press="/hendelse/{number}/logg/kontroll"),
    Stop(
        name="shift-change",
        pictured=True,
        path="/api/v1/incidents/{number}/shift-change.html",
        token=True,
        language="nb",
    ),
    Stop(name="nowhere", pictured=True, path="/varsel/9999-9", status=404),
)
STOPS: Final = (*SIGNING_IN, *DECIDING, *WRITING, *FOLLOWING, *READING, *AFTERWARDS, *PUBLIC_STOPS)

LEADS_ON: Final[dict[str, tuple[Address, ...]]] = {
    "on to a page of the walk, or to the same page with an error that another stop shows": (
        ("POST", "/logg-inn/passkey"),
        ("POST", "/logg-inn/kode"),
        ("POST", "/logg-ut"),
        ("POST", "/logg-ut/overalt"),
        ("POST", "/konto/passkey"),
        ("POST", "/konto/passkey/fjern"),
        ("POST", "/konto/app/lagre"),
        ("POST", "/konto/innlogging/fjern"),
        ("POST", "/redaksjon/{alert}"),
        ("POST", "/varsel/{alert}/skriv-ut/dorer"),
        ("POST", "/varsel/{alert}/ta-inn"),
        ("POST", "/varsel/{alert}/slipp"),
        ("POST", "/varsel/{alert}/send-pa-nytt"),
        ("POST", "/varsel/{alert}/usikre"),
        ("POST", "/planen/tilbake"),
        ("POST", "/planen/ovelse"),
        ("POST", "/oppgave/{id}/gjort"),
        ("POST", "/hendelse/{id}/kommer"),
        ("POST", "/hendelse/{id}/arkiv/send"),
    ),
    "on to the municipality's own sign-in, which is another's page": (
        ("GET", "/logg-inn/kommune"),
        ("GET", "/logg-inn/kommune/bekreft"),
        ("GET", "/logg-inn/kommune/knytt"),
    ),
    "a file, a picture, a style or a stream": (
        ("GET", "/endringer"),
        ("POST", "/planen/skriv-ut"),
        ("POST", "/hendelse/{id}/arkiv"),
        ("GET", "/krise/arkiv.atom"),
        ("GET", "/oppgave/{id}/kort/{card}"),
        ("GET", "/logo.png"),
        ("GET", "/brand.css"),
    ),
    "the page of the console, for programs": (
        ("GET", "/api/v1/incidents/{id}/report.html"),
        ("GET", "/api/v1/incidents/{id}/saksframlegg.html"),
        ("GET", "/api/v1/incidents/{id}/public-copy.html"),
        ("GET", "/api/v1/years/{year}/report.html"),
    ),
}
"""What shows no page of its own, by the reason."""
