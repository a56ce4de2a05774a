"""People's judgements: anchored by quotation, found again in every new reading, applied over the machine's findings."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.records import Article, Judgement, Span, Target, read_field, table_of, worn_id
from detente.store import FINDINGS, Store

BASE = {"facts": "events", "cases": "propositions", "verdicts": "propositions"}  # whose ids these tables wear
FIXED = ("id", "article", "start", "end", "rule", "score", "case", "members", "articles")  # what makes a row itself
MOST = 1200  # characters of a paragraph around the evidence
NATURE = ("kind", "type", "modality", "act")  # what tells apart findings on the same words

Found = Mapping[str, Sequence[Any]]


def place(
    store: Store, judgements: Iterable[Judgement], found: Found, articles: Mapping[str, Article]
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Return the judgements with the rows that they mean now, and those whose row can't be found again.

    A row is found by its id, else by its quotation in the same article or in a newer version of it.
    """
    ids = {table: {row.id for row in rows} for table, rows in found.items()}

    def now(row_id: str, quote: str = "", context: str = "") -> str | None:
        table = table_of(row_id) or ""
        base = BASE.get(table, table)
        judged = worn_id(base, row_id) if base in ids else row_id
        if base not in ids or judged in ids[base]:
            return row_id
        row = _by_quotation(store, base, judged, quote, context, found[base], articles)
        return worn_id(table, row.id) if row else None

    placed, astray = [], []
    for judgement in judgements:
        target, note = now(judgement.target.id, judgement.quote, judgement.context), judgement.note
        if judgement.decision in ("join", "split"):
            note = now(note) or ""
        if target is None or (judgement.note and not note):
            astray.append(judgement)
        else:
            placed.append(dataclasses.replace(judgement, target=Target(judgement.target.table, target), note=note))
    return tuple(placed), tuple(astray)


def _by_quotation(
    store: Store,
    table: str,
    row_id: str,
    quote: str,
    context: str,
    rows: Sequence[Any],
    articles: Mapping[str, Article],
) -> Any | None:
    """The one row that now stands where the quotation stands; None where there is none or more than one."""
    judged = store.finding(table, row_id)
    old = store.article(judged.article) if judged is not None else None
    if judged is None or old is None:
        return None
    if not quote:
        quote, context = anchor(old.text, (judged.start, judged.end))
    matches = []
    for row in rows:
        article = articles[row.article]
        if article.id == old.id or (old.url and (article.outlet, article.url) == (old.outlet, old.url)):
            at = _at(article.text, quote, context)
            if at is not None and row.start < at + len(quote) and at < row.end:
                matches.append((row, (row.start, row.end) == (at, at + len(quote))))
    alike = [(row, same) for row, same in matches if _nature(row) == _nature(judged)] or matches
    best = [row for row, same in alike if same] or [row for row, _ in alike]
    return best[0] if len(best) == 1 else None


def _at(text: str, quote: str, context: str) -> int | None:
    """Where the quotation stands: in its paragraph, or alone where the paragraph has changed and it stands once."""
    if context and (start := text.find(context)) >= 0:
        return start + context.find(quote)
    return text.find(quote) if quote and text.count(quote) == 1 else None


def _nature(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name, None) for name in NATURE)


def anchor(text: str, evidence: Span) -> tuple[str, str]:
    """Return the evidence's words and the paragraph around them."""
    start, end = paragraph(text, evidence)
    return text[evidence[0] : evidence[1]], text[start:end]


def paragraph(text: str, evidence: Span) -> Span:
    """Return the offsets of the paragraph(s) that hold the evidence, cut at words where they are very long."""
    start = text.rfind("\n", 0, evidence[0]) + 1
    end = text.find("\n", max(evidence[1] - 1, evidence[0]))
    end = len(text) if end < 0 else end
    if end - start > MOST + evidence[1] - evidence[0]:
        low, high = max(start, evidence[0] - MOST // 2), min(end, evidence[1] + MOST // 2)
        start = low if low == start else text.find(" ", low) + 1 or low
        end = high if high == end else text.rfind(" ", evidence[1], high) if " " in text[evidence[1] : high] else high
    return start, end


def corrected(rows: Iterable[Any], table: str, judgements: Iterable[Judgement]) -> tuple[Any, ...]:
    """Apply people's decisions, the last one on a row last: "reject" takes it out, "correct" sets a field."""
    decisions: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.target.table == table:
            decisions.setdefault(judgement.target.id, []).append(judgement)
    kept = []
    for row in rows:
        decided, standing = row, True
        for judgement in (j for name in answers_to(row, table) for j in decisions.get(name, ())):
            standing = judgement.decision != "reject"
            if judgement.decision == "correct":
                decided = correct(decided, judgement.note)
            elif judgement.decision == "confirm" and table in FINDINGS:
                decided = dataclasses.replace(decided, score=1.0)
        if standing:
            kept.append(decided)
    return tuple(kept)


def answers_to(row: Any, table: str) -> tuple[str, ...]:
    """Return the ids that a row answers to: its own, and for a fact or case those of its members."""
    worn = (worn_id(table, member) for member in getattr(row, "members", ()))
    return tuple(dict.fromkeys((row.id, *worn)))


def correct(row: Any, change: str) -> Any:
    """Return ``row`` with ``field=value`` set; the value is JSON or plain text.

    Raises:
        ValueError: no such field, or a value that the field can't take.
    """
    name, value = correction(type(row), change)
    return dataclasses.replace(row, **{name: value})


def correction(cls: type, change: str) -> tuple[str, Any]:
    """Return the field and the value of ``field=value`` for a record of type ``cls``.

    Raises:
        ValueError: no such field, or a value that the field can't take.
    """
    name, _, text = change.partition("=")
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text
    if name in FIXED:
        raise ValueError(f"{name!r} can't be corrected")
    return name, read_field(cls, name, value)
