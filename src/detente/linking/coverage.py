"""Which deeds only one side's outlets tell, though the other side's outlets were read for those days."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from detente.linking.occurrences import Group
from detente.linking.traces import FAR, Trace
from detente.records import Article, Event, Findings, Side, sides_of

_MATERIAL = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "AID", "RETREAT"})
_DAYS = 7  # days after the first report in which the other side's outlets would have told it
SEEN_DAYS = 2 * _DAYS
"""Days around the first report in which a report of the like counts."""
_READ = 3  # articles of the other side about these sides that must have been read in those days


class Coverage:
    """Which outlets' reports were read on which days; what each tells is looked at when it is asked for.

    A wire copy (``copies``: article -> first report of its text) is no report of its own.
    """

    def __init__(
        self,
        findings: Iterable[Findings],
        copies: Mapping[str, str],
        traces: Callable[[Findings], Iterable[Trace]],
    ) -> None:
        self._copies, self._traces = copies, traces
        self._days: dict[str, list[tuple[int, Findings]]] = {}
        for found in findings:
            article = found.article
            if article.outlet_country is not None and article.published is not None:
                self._days.setdefault(article.outlet_country, []).append((article.published.toordinal(), found))
        for read in self._days.values():
            read.sort(key=lambda pair: (pair[0], pair[1].article.id))
        self._about: dict[str, frozenset[str]] = {}
        self._deeds: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}

    def silent(self, country: str, first: Trace) -> list[Article]:
        """Return the reports by outlets of a country, of the days after ``first``, that are about its sides."""
        read = self._between(country, first.published, first.published + _DAYS)
        return [f.article for f in read if f.article.id not in self._copies and first.sides <= self._sides(f)]

    def like(self, country: str, first: Trace) -> bool:
        """Return whether outlets of a country tell within two weeks of such a deed by or against its sides."""
        return any(
            family == first.family and sides & first.sides
            for found in self._between(country, first.published - SEEN_DAYS, first.published + SEEN_DAYS)
            for family, sides in self._told(found)
        )

    def _between(self, country: str, low: int, high: int) -> Iterator[Findings]:
        read = self._days.get(country, ())
        for index in range(bisect_left(read, low, key=itemgetter(0)), len(read)):
            if read[index][0] > high:
                return
            yield read[index][1]

    def _sides(self, found: Findings) -> frozenset[str]:
        known = self._about.get(found.article.id)
        if known is None:
            known = self._about[found.article.id] = _sides(found)
        return known

    def _told(self, found: Findings) -> tuple[tuple[str, frozenset[str]], ...]:
        known = self._deeds.get(found.article.id)
        if known is None:
            known = tuple((trace.family, trace.sides) for trace in self._traces(found))
            self._deeds[found.article.id] = known
        return known


def one_sided(groups: Iterable[Group], read: Coverage) -> Iterator[tuple[Group, Side, Side, str]]:
    """Yield the groups that only the outlets of one of the sides tell, with the telling and the last silent report."""
    for group in groups:
        first = next((t for t in group.members if plain(t)), None)
        countries = {t.article.outlet_country for t in group.members}
        if first is None or len(countries) != 1 or first.article.outlet_country not in first.sides:
            continue
        for other in sorted(first.sides - countries):
            silent = read.silent(other, first)
            if len(silent) >= _READ and not read.like(other, first):
                last = max(silent, key=lambda a: (a.published, a.id))
                silence = Side(last.outlet, last.id, None, "does not tell it")
                yield group, _told(first), silence, _why(first, other, silent)


def plain(trace: Trace) -> bool:
    """True where a report tells plainly of a deed that the other side's outlets would tell too."""
    return may_be_plain(trace.event) and trace.published != FAR and len(trace.sides) > 1


def may_be_plain(event: Event) -> bool:
    """True where an event is a deed of such a kind, told by the outlet itself."""
    plainly = event.stance in ("asserted", "confirmed") and event.asserted_by is None
    return plainly and event.deed and event.type in _MATERIAL


def _told(trace: Trace) -> Side:
    return Side(trace.article.outlet, trace.article.id, (trace.event.start, trace.event.end), "tells it")


def _why(trace: Trace, other: str, silent: Sequence[Article]) -> str:
    return (
        f"only outlets of {trace.article.outlet_country} tell it; of {other}, {len(silent)} reports about these sides"
        f" from the {_DAYS} days after it were read, and none does"
    )


def _sides(found: Findings) -> frozenset[str]:
    actors = [a for e in found.events for a in (*e.source, *e.target)]
    actors += [a for s in found.statements for a in (s.speaker, s.addressee) if a is not None]
    return sides_of(actors)
