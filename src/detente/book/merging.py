"""Links and differences of a ledger: those that are kept in the store and hold, the others drawn again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from detente.lexicon import load
from detente.linking import Before, link, link_again, link_anew
from detente.linking.judgements import finding_id
from detente.reading import READER
from detente.records import Difference, Findings, Judgement, Link, Reading, from_json, to_json
from detente.store import Derived, Step, Store, StoreError

MOST = 4  # of so many articles that one has changed: then all are linked at once, which costs less

Drawn = tuple[tuple[Link, ...], tuple[Difference, ...]]


class Known(NamedTuple):
    """What conclusions are drawn from: current readings by their key, findings by article as judged, the judgements,
    and in which article a finding stands, also one that a judgement took out."""

    readings: Mapping[int, Reading]
    findings: Mapping[str, Findings]
    judgements: Sequence[Judgement]
    home: Callable[[str], str | None]


def merged(store: Store, known: Known) -> Drawn:
    """Return the links and differences of all that is known; what was drawn is kept for the next time."""
    state = _state(known)
    if (kept := store.derived(state)) is not None:
        return kept
    basis = _basis(known)
    step, drawn, holds = _stepped(store, known, basis) or _anew(known)
    # Kept to save time alone: where it can't be written the ledger is whole without it, and it is drawn anew.
    with suppress(StoreError):
        store.derive(state, basis, drawn, step)
    return holds


def drawn_anew(known: Known) -> Drawn:
    """Return the links and differences of what is known, without a look at what is kept."""
    drawn = link(known.findings.values(), known.judgements)
    return drawn.links, drawn.differences


def _anew(known: Known) -> tuple[None, Derived, Drawn]:
    drawn = link_anew(known.findings.values(), known.judgements)
    links, differences = tuple(drawn.links.values()), tuple(drawn.differences.values())
    return None, Derived(links, differences, drawn.blocks), (links, differences)


def _stepped(store: Store, known: Known, basis: str) -> tuple[Step, Derived, Drawn] | None:
    """What has changed since links were last drawn; None where all of them are to be drawn anew."""
    with store.at_one_moment():
        stood = store.derived_from()
        changed = _changed(stood[1], basis, known) if stood is not None else None
        if stood is None or changed is None or len(changed) * MOST > len(known.findings):
            return None
        kept = store.drawn()
        links, differences = {one.id: one for one in kept[0]}, {one.id: one for one in kept[1]}
        judged = _rejudged(json.loads(stood[1])["judgements"], known, links)
        if judged is None:
            return None
        changed |= judged
        again = link_again(Before(links, differences, store.blocks()), known.findings, changed, known.judgements)
    new = (
        [one for key, one in again.links.items() if links.get(key) != one],
        [one for key, one in again.differences.items() if differences.get(key) != one],
    )
    gone = (
        [key for key, one in links.items() if again.links.get(key) != one],
        [key for key, one in differences.items() if again.differences.get(key) != one],
    )
    step = Step(stood[0], *gone, changed)
    ordered = tuple(again.differences[key] for key in sorted(again.differences))
    return step, Derived(*new, again.blocks), (tuple(again.links.values()), ordered)


def _changed(was: str, basis: str, known: Known) -> set[str] | None:
    """The articles that have come, gone or been read anew; None where other versions did the linking."""
    before, now = json.loads(was), json.loads(basis)
    if before["versions"] != now["versions"]:
        return None
    old, new = before["readings"], now["readings"]
    return {article for article in old.keys() | new.keys() if old.get(article) != new.get(article)}


def _rejudged(were: list[object], known: Known, links: Mapping[str, Link]) -> set[str] | None:
    """The articles that judgements touch which have been made or placed elsewhere since; None where that is unknown."""
    old = {json.dumps(one): from_json(Judgement, one) for one in were}  # type: ignore[arg-type]
    now = {json.dumps(to_json(one)): one for one in known.judgements}
    touched: set[str] = set()
    for key in old.keys() ^ now.keys():
        judgement = (old | now)[key]
        if judgement.target.table == "links":
            judged = links.get(judgement.target.id)
            if judged is None:
                return None
            ends: tuple[str, ...] = (judged.left.id, judged.right.id)
        else:
            told = (judgement.target.id, judgement.note if judgement.decision in ("join", "split") else "")
            ends = tuple(filter(None, map(finding_id, told)))
        touched |= {home for end in ends if (home := known.home(end)) is not None}
    return touched


def _basis(known: Known) -> str:
    readings: dict[str, list[int]] = {}
    for key, reading in sorted(known.readings.items()):
        readings.setdefault(reading.article, []).append(key)
    versions = f"{READER}, lexicon {load().version}"
    judgements = [to_json(judgement) for judgement in known.judgements]
    return json.dumps({"versions": versions, "readings": readings, "judgements": judgements}, ensure_ascii=False)


def _state(known: Known) -> str:
    readings: Iterable[Reading] = known.readings.values()
    parts = sorted(f"{r.article} {r.reader} {r.lexicon} {r.model}" for r in readings)
    parts += sorted(judgement.id for judgement in known.judgements)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
