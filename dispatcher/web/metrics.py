"""The numbers of a node for Prometheus, counted when they are asked for. No label ever names a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from dispatcher.delivery.engine import Engine
from dispatcher.domain.alarm import Cause
from dispatcher.domain.states import ChannelName, DeliveryState
from dispatcher.ledger import alarm_book, public
from dispatcher.ledger.board import active_alerts
from dispatcher.ledger.tables import deliveries, journal

LANE = ("channel", "kind", "provider")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the ledger holds."""

    deliveries: dict[tuple[str, str], int]
    journal: int
    active: int
    banner: int
    alarms: dict[str, int]


def facts_of(connection: Connection) -> Counted:
    """Count what the ledger holds."""
    rows = connection.execute(
        select(deliveries.c.channel, deliveries.c.state, func.count()).group_by(
            deliveries.c.channel, deliveries.c.state
        )
    )
    return Counted(
        deliveries={(channel, state): count for channel, state, count in rows},
        journal=connection.scalar(select(func.max(journal.c.seq))) or 0,
        active=active_alerts(connection),
        banner=public.version(connection),
        alarms=dict(Counter(row.cause for row in alarm_book.standing(connection))),
    )


class Facts(Collector):
    """One scrape: what was counted, and how the lanes are."""

    def __init__(self, counted: Counted, engine: Engine) -> None:
        self._counted = counted
        self._runners = engine.runners
        self._probing = engine.probing

    def collect(self) -> Iterable[Metric]:
        """Each metric with its samples."""
        yield self._deliveries()
        yield self._of_lanes("in_flight", "Requests under way.", [runner.in_flight for runner in self._runners])
        yield self._of_lanes(
            "breaker_open",
            "1 when the route is broken.",
            [int(runner.breaker.is_open) for runner in self._runners],
        )
        yield self._of_lanes(
            "carries",
            "1 when new messages may leave this way, as far as the channel's other route goes.",
            [int(runner.route.carries) for runner in self._runners],
        )
        yield self._switches()
        yield self._alarms()
        yield from self._probes()
        yield CounterMetricFamily("dispatcher_journal_entries", "Entries of the journal.", value=self._counted.journal)
        yield GaugeMetricFamily(
            "dispatcher_active_alerts", "Alerts that are approved or sending.", value=self._counted.active
        )
        yield GaugeMetricFamily("dispatcher_banner_version", "Version of the public state.", value=self._counted.banner)

    def _alarms(self) -> Metric:
        family = GaugeMetricFamily("dispatcher_alarms", "Alarms that are not over.", labels=("cause",))
        for cause in Cause:
            family.add_metric((cause,), self._counted.alarms.get(cause, 0))
        return family

    def _deliveries(self) -> Metric:
        family = GaugeMetricFamily("dispatcher_deliveries", "Deliveries by state.", labels=("channel", "state"))
        for channel in ChannelName:
            for state in DeliveryState:
                family.add_metric((channel, state), self._counted.deliveries.get((channel, state), 0))
        return family

    def _switches(self) -> Metric:
        """A channel with one route has none; one with two is counted once, under the first."""
        family = CounterMetricFamily(
            "dispatcher_route_switches",
            "Times the traffic went over to a channel's other route since the start.",
            labels=("channel", "kind"),
        )
        for runner in self._runners:
            failover = runner.route.failover
            if failover is not None and failover.primary is runner.breaker:
                family.add_metric((runner.lane.channel, runner.lane.kind), failover.switches)
        return family

    def _probes(self) -> Iterable[Metric]:
        """A lane that was never asked has no sample: its absence is no failure."""
        well = GaugeMetricFamily("dispatcher_probe_ok", "1 when the route's last probe went well.", labels=LANE)
        age = GaugeMetricFamily("dispatcher_probe_age_seconds", "Age of the route's last probe.", labels=LANE)
        for runner in self._runners:
            last = self._probing.last(runner)
            if last is not None:
                labels = (runner.lane.channel, runner.lane.kind, runner.lane.provider)
                well.add_metric(labels, int(last[0].ok))
                age.add_metric(labels, last[1])
        return well, age

    def _of_lanes(self, name: str, words: str, values: Sequence[int]) -> Metric:
        family = GaugeMetricFamily(f"dispatcher_lane_{name}", words, labels=LANE)
        for runner, value in zip(self._runners, values, strict=True):
            family.add_metric((runner.lane.channel, runner.lane.kind, runner.lane.provider), value)
        return family
