"""What is measured, for those who watch from outside: Prometheus metrics of one worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.delivery.ingest import Fate
from storage.health import Health

COMMIT_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Meters:
    """The worker's meters; names begin with `saualnama_`."""

    def __init__(self) -> None:
        """Register them in a registry of their own, so that tests can have many workers."""
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "saualnama_updates", "Updates taken in", ["kind", "outcome"], registry=self.registry
        )
        self.commit = Histogram(
            "saualnama_commit_seconds",
            "Time from a batch's arrival to its commit",
            buckets=COMMIT_SECONDS,
            registry=self.registry,
        )
        self.calls = Counter(
            "saualnama_api_calls", "Bot API calls", ["method", "result"], registry=self.registry
        )
        self.owed = Gauge(
            "saualnama_outbox_depth", "People who are owed a screen", registry=self.registry
        )
        self.owed_age = Gauge(
            "saualnama_outbox_age_seconds", "Age of the oldest", registry=self.registry
        )
        self.posts = Gauge(
            "saualnama_posts", "Posts of digests by state", ["state"], registry=self.registry
        )
        self.letters = Gauge(
            "saualnama_dead_letters", "Updates that could not be applied", registry=self.registry
        )
        self.uncounted = Gauge(
            "saualnama_uncounted_responses", "Responses to be counted", registry=self.registry
        )

    def took(self, fates: Sequence[Fate], seconds: float) -> None:
        """A batch was committed."""
        self.commit.observe(seconds)
        for fate in fates:
            self.updates.labels(fate.kind, fate.outcome).inc()

    def called(self, method: str, result: str) -> None:
        """A call of the Bot API came to an end."""
        self.calls.labels(method, result).inc()

    def found(self, health: Health, now: datetime) -> None:
        """How it goes, by the record: the same from every worker."""
        since = health.owed.since
        self.owed.set(health.owed.people)
        self.owed_age.set((now - since).total_seconds() if since else 0)
        self.letters.set(health.letters)
        self.uncounted.set(health.uncounted)
        self.posts.clear()
        for state, count in health.posts.items():
            self.posts.labels(state).set(count)

    def page(self) -> bytes:
        """The metrics as text."""
        return generate_latest(self.registry)
