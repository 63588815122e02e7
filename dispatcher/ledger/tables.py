"""The tables. Times are whole milliseconds since 1970 in UTC; JSON columns are canonical text.

Personal data lives in ``contact_points.value``, ``people`` (name, address, position) and ``journal.personal`` only:
erasing those leaves every count, chain and fingerprint standing.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from dispatcher.domain.states import AlertState, AttemptState, DeliveryState

SCHEMA_VERSION = "8"
PARKED = 1 << 53
"""The ``due_at`` of a fallback that waits for the channel before it: never due, until ``fallback`` says so."""

UNSETTLED = f"(state IN ('sending', 'unsure') OR (state = 'waiting' AND due_at < {PARKED}))"
"""The words of a partial index: rows that can still change by themselves. A query must use them exactly so."""

LEASED = "state = 'intent' AND lease_until IS NOT NULL"
"""The words of a partial index, as above."""

metadata = MetaData()


def _at(name: str, *, nullable: bool = True) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _one_of(column: str, enum: type[AlertState | AttemptState | DeliveryState]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(member)) for member in enum)})")


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("roles", Text, nullable=False),
    Column("person", String),
    _at("created_at", nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String, primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    _at("created_at", nullable=False),
)

plans = Table(
    "plans",
    metadata,
    Column("hash", String, primary_key=True),
    Column("document", Text, nullable=False),
    _at("first_used_at", nullable=False),
)

lists = Table(
    "lists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("file", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("language", String, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("consenting", Boolean, nullable=False, server_default="0"),  # everyone on it has agreed to be a tester
    Column("rows", Integer, nullable=False, server_default="0"),
    Column("faults", Integer, nullable=False, server_default="0"),
    Column("in_force", Boolean, nullable=False, server_default="0"),
    _at("imported_at", nullable=False),
)

list_faults = Table(
    "list_faults",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", ForeignKey("lists.id"), nullable=False, index=True),
    Column("line", Integer, nullable=False),
    Column("column", String, nullable=False),
    Column("what", Text, nullable=False),
)

contact_points = Table(
    "contact_points",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("value", String),
    UniqueConstraint("channel", "value", "fictional"),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", ForeignKey("lists.id"), nullable=False),
    Column("ref", String, nullable=False),
    Column("name", String),
    Column("address", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("unit", String),
    Column("leader", String),  # the ref of whoever leads them, on the same list
    Column("language", String),
    Column("sms_point", Integer),
    Column("email_point", Integer),
    Column("push_point", Integer),
    Column("fault", Text, nullable=False, server_default=""),
    Column("shielded", Boolean, nullable=False, server_default="0"),  # the ledger has neither name nor address of them
    UniqueConstraint("list_id", "ref"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("list_id", Integer, primary_key=True),
    Column("kind", String, primary_key=True),  # "area" or "group"
    Column("key", String, primary_key=True),
    Column("person_id", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scenario", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("plan_hash", ForeignKey("plans.hash"), nullable=False),
    Column("opened_by", String, nullable=False),
    _at("opened_at", nullable=False),
    _at("occurred_at"),
    _at("known_at"),
    Column("reason", Text, nullable=False, server_default=""),
    _at("closed_at"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", String, primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("mode", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("urgency", String, nullable=False),
    Column("unsure_policy", String, nullable=False),
    Column("fields", Text, nullable=False),
    Column("texts", Text, nullable=False, server_default="{}"),
    Column("areas", Text, nullable=False),
    Column("zones", Text, nullable=False, server_default="{}"),  # zone key → area keys, in the plan's order
    Column("priority", String, nullable=False, server_default="normal"),  # which draft the desk takes first
    Column("left_out", Text, nullable=False, server_default="[]"),  # channels of the plan that the desk left out
    Column("follows", String),  # the alert this one updates, corrects, ends or takes back
    Column("whole", Boolean, nullable=False, server_default="0"),  # to all who got the alert it follows
    Column("false_alarm", Boolean, nullable=False, server_default="0"),
    _at("hold_until"),
    Column("superseded_by", String),
    Column("responsible", String, nullable=False, server_default=""),
    Column("created_by", String, nullable=False),
    Column("edited_by", String, nullable=False),
    _at("created_at", nullable=False),
    _at("composed_at", nullable=False),
    _at("promise_at"),
    Column("expires_after", BigInteger, nullable=False),
    _at("expires_at"),
    Column("submitted_by", String),
    _at("submitted_at"),
    Column("fingerprint", String),
    Column("approved_fingerprint", String),
    Column("salt", String),
    Column("people", Integer),
    Column("cost", Float),
    Column("approved_by", String),
    Column("approved_as", String),
    _at("approved_at"),
    Column("decided_why", Text),
    Column("paused", Text),
    _at("paused_at"),
    _at("started_at"),
    _at("done_at"),
    _at("stopped_at"),
    Column("needs_clearance", Boolean, nullable=False, server_default="0"),  # the police's word, before any approval
    Column("silent_units", Text, nullable=False, server_default="[]"),  # whose phones must not make a sound
    Column("crisis_switch", Integer),  # the line of crisis_modes by whose rules it is decided; frozen at submit
    _one_of("state", AlertState),
    Index("alerts_active", "state"),
)

variants = Table(
    "variants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", ForeignKey("alerts.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("cls", String, nullable=False),
    Column("zone", String, nullable=False, server_default=""),
    Column("fate", String, nullable=False, server_default=""),
    Column("channel", String, nullable=False),
    Column("language", String, nullable=False),
    Column("headline", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("instruction", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("encoding", String, nullable=False),
    Column(
        "adopted", Text
    ),  # who stands behind the template; "" nobody, it is a draft; null: written by hand, or older
    Column("adopted_before", Text),  # of a draft: who stood behind it until its words were changed
    UniqueConstraint("alert_id", "version", "cls", "zone", "fate", "channel", "language"),
)

waves = Table(
    "waves",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", ForeignKey("alerts.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("ix", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("audiences", Text, nullable=False),
    Column("channels", Text, nullable=False),
    Column("fallback", Text, nullable=False, server_default="[]"),
    Column("tasks", Text, nullable=False, server_default="[]"),
    _at("hold_until"),
    Column("share", Float),
    Column("longest_wait", BigInteger),
    Column("cursor", Integer, nullable=False, server_default="0"),
    Column("expanded", Boolean, nullable=False, server_default="0"),
    _at("opened_at"),
    Column("opened_by", String),
    _at("wait_from"),
    _at("done_at"),
    Column(
        "changes", Integer, nullable=False, server_default="0"
    ),  # counted where rows of a wave change after its seal
    Column("sealed", Integer),  # the count its newest seal is of; null: none yet
    UniqueConstraint("alert_id", "version", "ix"),
)

CHANGED = {"changes": waves.c.changes + 1}
"""What a wave gets when rows of it are changed that may be sealed already (``seal_watch``)."""
OPEN_AGAIN = {"done_at": None, "sealed": None, **CHANGED}
"""And when some of them are to be sent again."""

snapshot = Table(
    "snapshot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("wave_id", Integer, nullable=False),
    Column("cls", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("person_id", Integer),
    Column("list_id", Integer),
    Column("channel", String),  # of a recipient that exists on this channel only: a subscription, a topic, the public
    Column("point_id", Integer),  # its address there
    Column("language", String, nullable=False),
    Column("zone", String, nullable=False, server_default=""),
    Column("fate", String, nullable=False, server_default=""),
    Column("silent", Boolean, nullable=False, server_default="0"),  # of a silent unit: nothing that rings
    Column("sealed", String),  # its HMAC in the fingerprint, kept once its reference has been made pseudonymous
    UniqueConstraint("alert_id", "version", "cls", "ref"),
    Index("snapshot_wave", "wave_id", "id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert_id", String, nullable=False),
    Column("wave_id", Integer, nullable=False),
    Column("cls", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("person_id", Integer),
    Column("channel", String, nullable=False),
    Column("step", Integer, nullable=False, server_default="0"),  # 0: at once; 1 …: a fallback, in the plan's order
    Column("point_id", Integer),
    Column("variant_id", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("scope", String, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    _at("due_at", nullable=False),
    Column("attempt_id", String),
    Column("covered_by", Integer),
    Column("provider", String),
    Column("provider_id", String),
    _at("first_attempt_at"),
    _at("accepted_at"),
    _at("delivered_at"),
    Column("settled_by", String),
    UniqueConstraint("alert_id", "ref", "cls", "channel"),
    _one_of("state", DeliveryState),
    CheckConstraint("state <> 'skipped' OR reason <> ''"),
    # What a lane reads at each cycle: the waiting rows of one wave and channel, oldest due first.
    Index(
        "deliveries_due",
        "wave_id",
        "channel",
        "due_at",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    # Whether a wave is over is asked at every tick: the rows that can still change by themselves, and no others.
    Index(
        "deliveries_unsettled",
        "wave_id",
        sqlite_where=text(UNSETTLED),
        postgresql_where=text(UNSETTLED),
    ),
    Index(
        "deliveries_unsure",
        "due_at",
        sqlite_where=text("state = 'unsure'"),
        postgresql_where=text("state = 'unsure'"),
    ),
    Index("deliveries_wave", "wave_id", "ref"),
    # Who goes on to their own next channel when the delivery that carried their number fails.
    Index(
        "deliveries_covered",
        "covered_by",
        sqlite_where=text("covered_by IS NOT NULL"),
        postgresql_where=text("covered_by IS NOT NULL"),
    ),
    # Shared numbers: within a class one number gets one message.
    Index("deliveries_point", "point_id", "alert_id"),
)

attempts = Table(
    "attempts",
    metadata,
    # Clustered by delivery: new attempts land side by side, and a commit writes few pages. An attempt's id ends with
    # its delivery's, so that a callback finds it by this key alone.
    Column("delivery_id", Integer, primary_key=True),
    Column("id", String, primary_key=True),
    Column("n", Integer, nullable=False),
    _at("at", nullable=False),
    Column("incarnation", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("code", String, nullable=False, server_default=""),
    Column("provider_id", String),
    _at("ended_at"),
    _at("lease_until"),  # PostgreSQL only, by its clock: whoever claimed it is taken for dead after this
    _one_of("state", AttemptState),
    # What is out longer than its lease is asked every second. On SQLite nothing has one, so the index stays empty.
    Index(
        "attempts_leased",
        "lease_until",
        sqlite_where=text(LEASED),
        postgresql_where=text(LEASED),
    ),
    sqlite_with_rowid=False,
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt_id", String, nullable=False),
    Column("delivery_id", Integer, index=True),
    Column("status", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("code", String, nullable=False, server_default=""),
    Column("provider_id", String),
    Column("known", Boolean, nullable=False),
    _at("at", nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("reason", String, nullable=False),
    _at("at", nullable=False),
)

published = Table(
    "published",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("mode", String, nullable=False),
    _at("sent_at", nullable=False),
    _at("confirmed_at", nullable=False),
    _at("withdrawn_at"),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    _at("at", nullable=False),
    _at("happened_at"),
    Column("kind", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("incident", Integer, index=True),
    Column("alert_id", String),
    Column("data", Text, nullable=False),
    Column("personal", Text),
    Column("salt", String),
    Column("prev", String, nullable=False),
    Column("hash", String, nullable=False),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("key", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    _at("at", nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", String, nullable=False, unique=True),  # push:<hash of the endpoint>
    Column("point_id", ForeignKey("contact_points.id"), nullable=False),
    Column("areas", Text, nullable=False),  # none: the whole municipality
    Column("language", String, nullable=False),
    _at("created_at", nullable=False),
    _at("gone_at"),
)

retractions = Table(
    "retractions",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("asked_by", String, nullable=False),
    Column("why", Text, nullable=False),
    _at("at", nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("what", String, primary_key=True),
    _at("at", nullable=False),
)
