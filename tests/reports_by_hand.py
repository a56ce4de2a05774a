"""Records made by hand for the rooms that know no text: one article is the sentences given, one after another."""

import datetime as dt
import hashlib

from detente.records import (
    Actor,
    Article,
    DateRange,
    Event,
    Findings,
    Magnitude,
    Part,
    Pattern,
    Place,
    Proposition,
    Statement,
    make_id,
)

NAMES = {"RUS": "Russia", "USA": "United States", "UKR": "Ukraine", "FRA": "France"}


def state(country: str) -> Actor:
    """The state itself as an actor."""
    return Actor(
        f"state:{country}", NAMES[country], NAMES[country], None, f"{country}GOV", country, "GOV", None, "place"
    )


def person(name: str, country: str) -> Actor:
    """A named member of a government."""
    key = name.lower().replace(" ", "-")
    return Actor(f"person:{key}", name, name, None, f"{country}GOV", country, "GOV", None, "person")


def day(text: str, last: str | None = None) -> DateRange:
    """A range of days, by default one day."""
    start, end = dt.date.fromisoformat(text), dt.date.fromisoformat(last or text)
    return DateRange(start, end, "day" if start == end else "week", None, text, None)


class Report:
    """An article under construction: each call adds a sentence with what it says."""

    def __init__(
        self, outlet: str, country: str, published: str | None, *, salt: str = "", byline: bool = True
    ) -> None:
        self.outlet, self.country, self.salt = outlet, country, salt
        self.published = dt.date.fromisoformat(published) if published else None
        self.key = f"{outlet} {published} {salt}"
        self.article_id = make_id("articles", self.key)
        self.text = f"By the staff of {outlet} {salt}\n" if byline else ""
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.propositions: list[Proposition] = []

    def _add(self, text: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += text + "\n"
        return start, start + len(text)

    def event(
        self, text: str, kind: str, source: tuple[Actor, ...], target: tuple[Actor, ...] = (), **more: object
    ) -> Event:
        """Add a sentence that tells one event."""
        start, end = self._add(text)
        fields: dict[str, object] = {
            "id": make_id("events", self.article_id, start),
            "article": self.article_id,
            "start": start,
            "end": end,
            "rule": "by hand",
            "score": 0.9,
            "type": kind.partition(":")[0],
            "mode": kind.partition(":")[2] or None,
            "contexts": (),
            "source": source,
            "target": target,
            "symmetric": kind.startswith("CONSULT"),
            "initiator": None,
            "when": None,
            "place": None,
            "magnitudes": (),
            "modality": "actual",
            "negated": False,
            "stance": "asserted",
            "asserted_by": None,
            "within": None,
            "cameo": None,
            "goldstein": None,
        }
        event = Event(**(fields | more))  # type: ignore[arg-type]
        self.events.append(event)
        return event

    def statement(self, text: str, speaker: Actor, **more: object) -> Statement:
        """Add a sentence that somebody says."""
        start, end = self._add(text)
        fields: dict[str, object] = {
            "id": make_id("statements", self.article_id, start),
            "article": self.article_id,
            "start": start,
            "end": end,
            "rule": "by hand",
            "score": 0.9,
            "speaker": speaker,
            "source_span": None,
            "cue_span": None,
            "spans": ((start, end),),
            "kind": "indirect",
            "wording": "paraphrase",
            "act": "assert",
            "parent": None,
            "addressee": None,
            "said_on": None,
            "venue": None,
            "topics": (),
        }
        statement = Statement(**(fields | more))  # type: ignore[arg-type]
        self.statements.append(statement)
        return statement

    def proposition(
        self,
        kind: str,
        maker: Actor,
        addressee: Actor | None,
        outcome: str,
        pattern: Pattern | None = None,
        condition: str | None = None,
        condition_pattern: Pattern | None = None,
        **more: object,
    ) -> Proposition:
        """Add a sentence that makes a proposition."""
        text = f"If {condition}, {outcome}." if condition else f"{outcome}."
        start, end = self._add(text)
        force = {"demand": "ask", "forecast": "foretell"}.get(kind, "commit")
        fields: dict[str, object] = {
            "id": make_id("propositions", self.article_id, start),
            "article": self.article_id,
            "start": start,
            "end": end,
            "rule": "by hand",
            "score": 0.9,
            "statement": None,
            "kind": kind,
            "force": force,
            "valence": {"threat": "harm", "promise": "benefit", "offer": "benefit"}.get(kind, "none"),
            "maker": maker,
            "addressee": addressee,
            "condition": Part(condition, None, None, condition_pattern) if condition else None,
            "outcome": Part(outcome, None, maker, pattern),
            "window": None,
            "window_basis": "none",
            "strength": "will",
            "testable": True,
            "why_not": None,
        }
        proposition = Proposition(**(fields | more))  # type: ignore[arg-type]
        self.propositions.append(proposition)
        return proposition

    @property
    def findings(self) -> Findings:
        """All that was added, as one reading."""
        version = hashlib.blake2b(self.text.encode(), digest_size=8).hexdigest()
        article = Article(
            self.article_id, self.outlet, self.country, None, None, self.published,
            "stated" if self.published else "unknown", "en", None, "none", "news", version, self.text,
        )  # fmt: skip
        return Findings(article, tuple(self.statements), tuple(self.events), tuple(self.propositions))


def counted(count: float, unit: str) -> tuple[Magnitude, ...]:
    """One magnitude."""
    return (Magnitude(count, unit),)


def at(name: str, country: str) -> Place:
    """A place."""
    return Place(name, None, name, country)
