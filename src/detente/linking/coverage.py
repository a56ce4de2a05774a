"""Which deeds only one side's outlets tell, though the other side's outlets were read for those days."""

from collections.abc import Iterator, Mapping, Sequence

from detente.linking.occurrences import Group
from detente.linking.traces import FAR, Trace, side
from detente.records import Article, Findings, Side

_MATERIAL = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "AID", "RETREAT"})
_DAYS = 7  # days after the first report in which the other side's outlets would have told it
_READ = 3  # articles of the other side about these sides that must have been read in those days


def one_sided(
    groups: Sequence[Group], findings: Sequence[Findings], copies: Mapping[str, str]
) -> Iterator[tuple[Group, Side, Side, str]]:
    """Yield the groups that only the outlets of one of the sides tell, with the telling and the last silent report.

    A wire copy (``copies``: article -> first report of its text) is no report of its own.
    """
    by_country: dict[str, list[tuple[int, Article, frozenset[str]]]] = {}
    for found in findings:
        article = found.article
        if article.published is not None and article.outlet_country is not None and article.id not in copies:
            told = by_country.setdefault(article.outlet_country, [])
            told.append((article.published.toordinal(), article, _sides(found)))
    told_of: dict[tuple[str, str], list[tuple[int, frozenset[str]]]] = {}
    for group in groups:
        for t in group.members:
            if t.article.outlet_country is not None:
                told_of.setdefault((t.family, t.article.outlet_country), []).append((t.published, t.sides))
    for group in groups:
        first = next((t for t in group.members if _plain(t)), None)
        countries = {t.article.outlet_country for t in group.members}
        if first is None or len(countries) != 1 or first.article.outlet_country not in first.sides:
            continue
        for other in sorted(first.sides - countries):
            silent = [
                article
                for day, article, about in by_country.get(other, ())
                if first.published <= day <= first.published + _DAYS and first.sides <= about
            ]
            like = any(
                abs(day - first.published) <= 2 * _DAYS and sides & first.sides
                for day, sides in told_of.get((first.family, other), ())
            )
            if len(silent) >= _READ and not like:
                last = max(silent, key=lambda a: (a.published, a.id))
                silence = Side(last.outlet, last.id, None, "does not tell it")
                yield group, _told(first), silence, _why(first, other, silent)


def _plain(trace: Trace) -> bool:
    return (
        trace.event.type in _MATERIAL
        and trace.event.deed
        and trace.event.stance in ("asserted", "confirmed")
        and trace.event.asserted_by is None
        and trace.published != FAR
        and len(trace.sides) > 1
    )


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
    return frozenset(filter(None, map(side, actors)))
