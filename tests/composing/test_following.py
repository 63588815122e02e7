"""Follow-ups over the shipped plan: kept, added, released; overtaken; never told; taken back by two."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from dispatcher.approval import decisions, exceptions
from dispatcher.composing import following, retraction
from dispatcher.composing.request import FollowUp
from dispatcher.domain.errors import Conflict, Forbidden, InvalidInput
from dispatcher.domain.states import AlertKind, ChannelName, Mode
from dispatcher.ledger import incidents, public, series
from dispatcher.ledger.tables import deliveries, journal, variants
from tests.office import OfficeScene
from tests.sending import expand, send, send_all, tick

NEXT = {"neste_melding": "11:00"}


def follow(office: OfficeScene, alert: str, kind: AlertKind, by: str = "kari", **asked: Any) -> str:
    return office.ledger.write_now(
        lambda connection: following.follow(
            office.desk, connection, office.users[by], alert, kind, FollowUp(**asked), office.now
        )
    )


def sent(office: OfficeScene, **asked: Any) -> str:
    """An alert that has gone to everybody."""
    alert, print_ = office.submitted(**asked)
    office.approve(alert, print_)
    send_all(office.ledger, office.now)
    return alert


def go(office: OfficeScene, alert: str) -> None:
    office.approve(alert, office.submit(alert), seen=("same-text", "second-draft"))


def row(office: OfficeScene, alert: str) -> Any:
    return office.ledger.read_now(incidents.alert, alert)


def fates(office: OfficeScene, alert: str) -> dict[str, int]:
    return office.ledger.read_now(series.fates, alert, row(office, alert).version)


def rows(office: OfficeScene, alert: str, **equal: Any) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        chosen = select(deliveries, variants.c.fate, variants.c.body.label("said")).join(
            variants, variants.c.id == deliveries.c.variant_id
        )
        chosen = chosen.where(deliveries.c.alert_id == alert).order_by(deliveries.c.id)
        for column, value in equal.items():
            chosen = chosen.where(deliveries.c[column] == value)
        return list(connection.execute(chosen))

    return office.ledger.read_now(read)


def texts(office: OfficeScene, alert: str) -> list[Any]:
    return office.ledger.read_now(incidents.variants_of, alert, row(office, alert).version)


def said(office: OfficeScene, alert: str, kind: str) -> list[Any]:
    def read(connection: Connection) -> list[Any]:
        chosen = select(journal).where(journal.c.alert_id == alert, journal.c.kind == kind)
        return list(connection.execute(chosen))

    return office.ledger.read_now(read)


@pytest.mark.requirement("R035")
def test_an_update_without_areas_is_for_all_who_got_the_first(office: OfficeScene) -> None:
    """Staff first again, and everybody of the first snapshot is kept."""
    first = sent(office)

    update = follow(
        office, first, AlertKind.UPDATE, fields=NEXT | {"endring": "Vi tar prøver.", "endring_en": "Testing."}
    )
    go(office, update)
    expand(office.ledger, office.now)
    earliest = {claim.delivery for claim in send(office.ledger, office.now, room=5)}
    send_all(office.ledger, office.now)

    people = office.view(first)["people"]
    assert fates(office, update) == {"kept": people, "added": 0, "released": 0}
    assert {item.ref for item in rows(office, update)} == {item.ref for item in rows(office, first)}
    assert {item.cls for item in rows(office, update) if item.id in earliest} <= {"leader", "staff"}


def test_a_grown_area_adds_people_with_the_whole_first_text(office: OfficeScene) -> None:
    """Who was told gets the update; who is new to it gets everything."""
    first = sent(office)

    update = follow(office, first, AlertKind.UPDATE, areas=("adalsbruk", "lotensentrum"), fields=NEXT)
    go(office, update)
    send_all(office.ledger, office.now)

    counted = fates(office, update)
    added = [item for item in rows(office, update, cls="citizen", channel="sms") if item.fate == "added"]
    assert counted["kept"] > 0 < counted["added"]
    assert counted["released"] == 0
    assert added
    assert all("KOKEVARSEL" in item.said or "BOIL WATER" in item.said for item in added)


def test_a_shrunk_area_releases_citizens_and_keeps_staff(office: OfficeScene) -> None:
    """Those outside are told that it is not about them."""
    first = sent(office, areas=("adalsbruk", "lotensentrum"))

    correction = follow(office, first, AlertKind.CORRECTION, areas=("adalsbruk",), fields=NEXT | {"feil": "omrade"})
    go(office, correction)
    send_all(office.ledger, office.now)

    released = {item.ref for item in rows(office, correction) if item.fate == "released"}
    staff = {item.ref for item in rows(office, first) if item.cls != "citizen"}
    assert fates(office, correction)["released"] == len(released) > 0
    assert {item.cls for item in rows(office, correction) if item.fate == "released"} == {"citizen"}
    assert {item.ref for item in rows(office, correction) if item.cls != "citizen"} == staff


@pytest.mark.requirement("R097")
def test_a_correction_overtakes_the_wrong_text(office: OfficeScene) -> None:
    """Composing it pauses the first; approved, nothing of the first is claimed, and everybody has the right one."""
    first, print_ = office.submitted(areas=("adalsbruk", "lotensentrum"))
    office.approve(first, print_)
    expand(office.ledger, office.now)
    send(office.ledger, office.now, room=3)

    correction = follow(office, first, AlertKind.CORRECTION, fields=NEXT | {"feil": "rad"})
    paused = row(office, first).paused
    while_paused = send(office.ledger, office.now)
    go(office, correction)
    later = send_all(office.ledger, office.now)

    assert paused == "Det skrives en rettelse."
    assert while_paused == []
    assert {claim.alert for some in later.values() for claim in some} == {correction}
    assert row(office, first).superseded_by == correction
    assert Counter(item.state for item in rows(office, first))["waiting"] == 0
    assert {item.reason for item in rows(office, first, state="skipped")} >= {"superseded"}
    assert row(office, first).state == "done"


def test_a_rejected_correction_lets_the_approver_resume(office: OfficeScene) -> None:
    """The pause stays until somebody with the right says go on."""
    first, print_ = office.submitted()
    office.approve(first, print_)
    correction = follow(office, first, AlertKind.CORRECTION, fields=NEXT)
    office.submit(correction)

    office.decide(decisions.reject, correction, "anne", "Den første var riktig.")
    office.ledger.write_now(decisions.resume, office.users["anne"], first, office.now)
    everything = send_all(office.ledger, office.now)

    assert {claim.alert for some in everything.values() for claim in some} == {first}


def test_an_all_clear_goes_to_the_told_and_accounts_for_the_rest(office: OfficeScene) -> None:
    """While the first is still going out: whoever was never told ends so, and is not told that it is over."""
    first, print_ = office.submitted()
    office.approve(first, print_)
    expand(office.ledger, office.now)
    told = {claim.delivery for claim in send(office.ledger, office.now, room=4)}

    over = follow(office, first, AlertKind.ALL_CLEAR)
    go(office, over)
    send_all(office.ledger, office.now)

    told_people = {(item.cls, item.ref) for item in rows(office, first) if item.id in told}
    sms = rows(office, over, channel="sms")
    reached = {(item.cls, item.ref) for item in sms if item.state == "accepted"}
    assert reached == told_people
    assert {item.reason for item in sms if item.state == "skipped"} <= {
        "never told",
        "no address",
        "bad address",
        "covered",
    }
    assert {item.ref for item in rows(office, over)} == {item.ref for item in rows(office, first)}
    assert row(office, over).state == "done"


def test_an_all_clear_reaches_those_who_were_released_too(office: OfficeScene) -> None:
    """They have heard of it twice: they hear how it ended."""
    first = sent(office, areas=("adalsbruk", "lotensentrum"))
    correction = follow(office, first, AlertKind.CORRECTION, areas=("adalsbruk",), fields=NEXT)
    go(office, correction)
    send_all(office.ledger, office.now)
    released = {item.ref for item in rows(office, correction) if item.fate == "released"}

    over = follow(office, correction, AlertKind.ALL_CLEAR)
    go(office, over)
    send_all(office.ledger, office.now)

    assert released <= {item.ref for item in rows(office, over, cls="citizen")}


def test_a_correction_of_a_correction_is_possible_and_of_the_first_again_is_not(office: OfficeScene) -> None:
    """One line of alerts: each follows the newest."""
    first = sent(office)
    second = follow(office, first, AlertKind.CORRECTION, fields=NEXT)
    go(office, second)
    send_all(office.ledger, office.now)

    third = follow(office, second, AlertKind.CORRECTION, fields=NEXT)
    go(office, third)

    with pytest.raises(Conflict, match=third):
        follow(office, first, AlertKind.CORRECTION, fields=NEXT)
    assert row(office, second).superseded_by == third


def test_a_draft_that_was_overtaken_cannot_be_submitted_or_approved(office: OfficeScene) -> None:
    """Two people write at once: the second draft would be compared with what is no longer true."""
    first = sent(office)
    slow = follow(office, first, AlertKind.UPDATE, fields=NEXT)
    submitted = follow(office, first, AlertKind.UPDATE, fields=NEXT)
    print_ = office.submit(submitted)
    quick = follow(office, first, AlertKind.CORRECTION, fields=NEXT)
    go(office, quick)

    with pytest.raises(Conflict, match=quick):
        office.submit(slow)
    with pytest.raises(Conflict, match=quick):
        office.approve(submitted, print_, seen=("same-text", "second-draft"))


def test_what_was_never_sent_is_not_followed_up(office: OfficeScene) -> None:
    """A draft is edited instead."""
    with pytest.raises(Conflict, match="utkast"):
        follow(office, office.trigger(), AlertKind.UPDATE, fields=NEXT)


def test_the_banner_shows_the_newest_only(office: OfficeScene) -> None:
    """The correction takes the first's place on the page when its own turn comes, not before."""
    first = sent(office)
    shown = [office.ledger.read_now(public.state, ["exercise"])[2]]

    office.ledger.write_now(public.publish, first, "exercise", office.now)
    correction = follow(office, first, AlertKind.CORRECTION, fields=NEXT)
    go(office, correction)
    between = [entry[0].alert_id for entry in office.ledger.read_now(public.state, ["exercise"])[2]]
    office.ledger.write_now(public.publish, correction, "exercise", office.now)
    after = [entry[0].alert_id for entry in office.ledger.read_now(public.state, ["exercise"])[2]]

    assert (shown, between, after) == ([[]], [first], [correction])


def test_a_retraction_needs_two_and_says_what_was_approved(office: OfficeScene) -> None:
    """The first to ask pauses; the same person again does nothing; the second sends the very words approved before."""
    first, print_ = office.submitted()
    office.approve(first, print_)
    send_all(office.ledger, office.now)
    approved = {text.body for text in texts(office, first) if text.fate == "retracted"}

    def retract(by: str) -> str | None:
        return office.ledger.write_now(
            retraction.retract, office.users[by], first, "Feil scenario ble valgt.", office.now
        )

    asked = retract("kari"), retract("kari")
    back = retract("per")
    assert asked == (None, None)
    assert back is not None
    send_all(office.ledger, office.now)

    new = row(office, back)
    told = rows(office, back, channel="sms", state="accepted")
    assert (new.kind, new.state, new.approved_by) == ("retraction", "done", "kari og per")
    assert told
    assert {item.said for item in told} <= approved
    assert {item.ref for item in told} == {item.ref for item in rows(office, first, channel="sms", state="accepted")}


def test_only_the_crisis_team_takes_back(office: OfficeScene) -> None:
    """The approver approves; two of the crisis team take back."""
    first = sent(office)

    with pytest.raises(Forbidden):
        office.ledger.write_now(retraction.retract, office.users["anne"], first, "Feil.", office.now)


@pytest.mark.requirement("R130")
def test_an_incident_ends_with_an_all_clear_or_a_reason(office: OfficeScene) -> None:
    """Without either it stays open; closed, its page entry is gone."""
    first = sent(office)
    number = row(office, first).incident
    office.ledger.write_now(public.publish, first, "exercise", office.now)

    with pytest.raises(InvalidInput, match="Ingen har sagt at faren er over"):
        office.ledger.write_now(exceptions.close, office.users["kari"], number, "", office.now)
    over = follow(office, first, AlertKind.ALL_CLEAR)
    go(office, over)
    send_all(office.ledger, office.now)
    office.ledger.write_now(exceptions.close, office.users["kari"], number, "", office.now)

    assert office.ledger.read_now(public.state, ["exercise"])[2] == []
    with pytest.raises(Conflict, match="avsluttet"):
        follow(office, over, AlertKind.CORRECTION)


@pytest.mark.requirement("R031")
def test_external_now_opens_every_wave_with_its_reason(office: OfficeScene) -> None:
    """Staff first in order only; the reason is in the journal."""
    first, print_ = office.submitted()
    office.approve(first, print_)
    before = [wave["opened_by"] for wave in office.view(first)["waves"]]

    office.ledger.write_now(exceptions.external_now, office.users["kari"], first, "Avisen har det alt.", office.now)

    after = [wave["opened_by"] for wave in office.view(first)["waves"]]
    assert before == ["approval", *[None] * (len(after) - 1)]
    assert after == ["approval", *["external-now"] * (len(before) - 1)]
    assert len(said(office, first, "alert.external-now")) == 1
    with pytest.raises(InvalidInput):
        office.ledger.write_now(exceptions.external_now, office.users["kari"], first, " ", office.now)


def test_a_hold_keeps_citizens_until_the_morning_and_an_approver_may_end_it(office: OfficeScene) -> None:
    """Staff are told at once; the banner and citizens wait, also when the gates are long open."""
    first = office.trigger(hold_until=office.now + timedelta(hours=3))
    office.approve(first, office.submit(first))
    at_night = send_all(office.ledger, office.now)
    office.later(hours=1)
    held = send_all(office.ledger, office.now)

    classes = Counter(item.cls for item in rows(office, first, channel="sms") if item.state == "accepted")
    assert at_night["sms"]
    assert not any(held.values())
    assert set(classes) <= {"leader", "staff"}
    office.ledger.write_now(exceptions.release_now, office.users["anne"], first, office.now)
    tick(office.ledger, office.now)
    assert any(claim for claim in send_all(office.ledger, office.now)["sms"])


def test_the_hold_ends_by_itself(office: OfficeScene) -> None:
    """At its time the waves open as their gates say."""
    first = office.trigger(hold_until=office.now + timedelta(hours=3))
    office.approve(first, office.submit(first))
    send_all(office.ledger, office.now)
    office.later(hours=3, seconds=1)

    assert send_all(office.ledger, office.now)["sms"]


def test_a_hold_that_has_passed_is_refused(office: OfficeScene) -> None:
    """And one that outlives the alert."""
    with pytest.raises(InvalidInput, match="passert"):
        office.trigger(hold_until=office.now - timedelta(minutes=1))
    with pytest.raises(InvalidInput, match="utløpt"):
        office.trigger(hold_until=office.now + timedelta(days=3))


def test_channel_names_are_counted_apart(office: OfficeScene) -> None:
    """Every row of every channel is in one of the seven states, fallback rows too."""
    first = sent(office)

    for wave in office.view(first)["waves"]:
        for counts in wave["channels"].values():
            assert counts["total"] == sum(count for state, count in counts.items() if state != "total")
    assert ChannelName.SMS in office.view(first)["waves"][0]["channels"]
    assert row(office, first).mode == Mode.EXERCISE


def test_what_overtakes_a_held_alert_is_held_too(office: OfficeScene) -> None:
    """Nobody is woken at night by the correction of what they never got, unless somebody says now."""
    first = office.trigger(hold_until=office.now + timedelta(hours=3))
    office.approve(first, office.submit(first))
    send_all(office.ledger, office.now)

    held = follow(office, first, AlertKind.CORRECTION, fields=NEXT)
    at_once = follow(office, first, AlertKind.CORRECTION, fields=NEXT, hold_until="now")

    assert row(office, held).hold_until == row(office, first).hold_until
    assert row(office, at_once).hold_until == 0


def test_resuming_answers_a_request_to_take_back(office: OfficeScene) -> None:
    """One asked, the approver said go on: a later second voice starts anew, it does not send."""
    first, print_ = office.submitted()
    office.approve(first, print_)

    def retract(by: str) -> str | None:
        return office.ledger.write_now(retraction.retract, office.users[by], first, "Feil.", office.now)

    asked = retract("kari")
    office.ledger.write_now(decisions.resume, office.users["anne"], first, office.now)

    assert (asked, retract("per")) == (None, None)
    assert retract("kari") is not None


def test_a_done_alert_is_paused_too_while_its_correction_is_written(office: OfficeScene) -> None:
    """An *undelivered* an hour later would start the next channel with the wrong text."""
    first = sent(office)
    before = row(office, first).state

    follow(office, first, AlertKind.CORRECTION, fields=NEXT)

    assert (before, row(office, first).paused) == ("done", "Det skrives en rettelse.")
    office.ledger.write_now(decisions.resume, office.users["anne"], first, office.now)
    assert row(office, first).paused is None


def test_what_citizens_never_saw_is_not_taken_back_from_them(office: OfficeScene) -> None:
    """Held until the morning and retracted at night: staff are told, no topic, no page."""
    first = office.trigger(hold_until=office.now + timedelta(hours=3))
    office.approve(first, office.submit(first))
    send_all(office.ledger, office.now)
    back = None
    for by in ("kari", "per"):
        back = office.ledger.write_now(retraction.retract, office.users[by], first, "Feil.", office.now)
    assert back is not None
    everything = send_all(office.ledger, office.now)

    assert {channel for channel, claims in everything.items() if claims} == {"sms", "email"}
    assert {item.reason for item in rows(office, back) if item.channel in ("app", "banner")} == {"never told"}


def test_an_overtaken_alert_is_not_resent(office: OfficeScene) -> None:
    """Neither its failed nor its unsure: the newer alert tells them."""
    first = sent(office)
    go(office, follow(office, first, AlertKind.CORRECTION, fields=NEXT))

    with pytest.raises(Conflict, match="avløst"):
        office.ledger.write_now(decisions.resend, office.users["kari"], first, office.now)
    with pytest.raises(Conflict, match="avløst"):
        office.ledger.write_now(
            lambda connection: decisions.settle_unsure(
                connection, office.users["kari"], first, None, again=True, now=office.now
            )
        )


def test_nothing_is_taken_back_in_a_closed_incident(office: OfficeScene) -> None:
    """It is over; a new alert is a new incident."""
    first = sent(office)
    number = row(office, first).incident
    office.ledger.write_now(exceptions.close, office.users["kari"], number, "Det var ingenting.", office.now)

    with pytest.raises(Conflict, match="avsluttet"):
        office.ledger.write_now(retraction.retract, office.users["kari"], first, "Feil.", office.now)
