"""People's decisions on what is one and what is two: pairs to keep apart, and links of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.records import PREFIX, Article, Judgement, Link, Target, make_id, table_of

_OF_VIEW = {"facts": "events", "cases": "propositions"}


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people have decided: unordered pairs of finding ids, and ids of machine links that they rejected."""

    joined: tuple[tuple[str, str, Judgement], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    rejected: frozenset[str] = frozenset()

    def part(self, kind: str, left: str, right: str) -> bool:
        """True where a person has decided that the machine may not make this link."""
        if self.apart and frozenset((left, right)) in self.apart:
            return True
        return bool(self.rejected) and make_id("links", kind, left, right) in self.rejected

    def __bool__(self) -> bool:
        return bool(self.apart or self.rejected)


NO_RULINGS = Rulings()


def rulings(judgements: Iterable[Judgement]) -> Rulings:
    """Return the decisions in force: of several on one pair (or link) the last one."""
    pairs: dict[tuple[str, str], Judgement] = {}
    rejected: dict[str, bool] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        if judgement.decision in ("join", "split"):
            one, other = finding_id(judgement.target.id), finding_id(judgement.note.strip())
            if one is not None and other is not None and one != other:
                pairs[min(one, other), max(one, other)] = judgement
        elif judgement.target.table == "links":
            rejected[judgement.target.id] = judgement.decision == "reject"
    return Rulings(
        joined=tuple((*pair, pairs[pair]) for pair in sorted(pairs) if pairs[pair].decision == "join"),
        apart=frozenset(frozenset(pair) for pair, j in pairs.items() if j.decision == "split"),
        rejected=frozenset(link for link, gone in rejected.items() if gone),
    )


def finding_id(row_id: str) -> str | None:
    """Return the id of the finding that a row is or wears the id of, None for what is neither."""
    table = table_of(row_id)
    if table is None:
        return None
    table = _OF_VIEW.get(table, table)
    return f"{PREFIX[table]}_{row_id.partition('_')[2]}"


def joined(decided: Rulings, homes: Mapping[str, Article]) -> list[Link]:
    """Return the links that people made, where both rows are among the findings."""
    links = []
    for one, other, judgement in decided.joined:
        if one not in homes or other not in homes or table_of(one) != table_of(other):
            continue
        left, right = sorted((one, other), key=lambda i: (homes[i].published is None, homes[i].published or 0, i))
        table = str(table_of(left))
        known = homes[left].published, homes[right].published
        links.append(
            Link(
                id=make_id("links", "same", left, right, "person"),
                kind="same",
                left=Target(table, left),
                right=Target(table, right),
                score=1.0,
                added=None,
                dropped=None,
                why=f"joined by {judgement.by}",
                known_on=max(known[0], known[1]) if known[0] and known[1] else None,
                by="person",
            )
        )
    return links
