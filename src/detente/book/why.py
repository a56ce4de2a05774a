"""A row -> the sentences that it came from, in their paragraphs, spans marked, all reports beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from detente.book.judging import paragraph
from detente.book.view import View, row_of
from detente.records import Article, Case, Difference, Fact, Judgement, Link, Span, Target, Verdict, table_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of one report: ``text`` is the article's from ``offset``; ``marks`` are spans in the article and what
    each is; ``role`` says why the passage stands here."""

    article: Article
    offset: int
    text: str
    marks: tuple[tuple[Span, str], ...]
    row: str
    rule: str
    score: float | None
    role: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a row says what it says: the row, remarks, and the passages behind it."""

    table: str
    row: Any
    remarks: tuple[str, ...]
    passages: tuple[Passage, ...]


def explain(view: View, row: Any) -> Explanation:
    """Return the explanation of any row of the ledger."""
    if isinstance(row, Article):
        return Explanation(
            "articles",
            row,
            _copies(view, (row.id,)),
            (_passage(row, (0, min(len(row.text), 400)), (), row.id, "", None, ""),),
        )
    if isinstance(row, Fact):
        remarks = (*_copies(view, row.articles), *_about(view, row.id))
        return Explanation("facts", row, remarks, _members(view, "events", row.members))
    if isinstance(row, Case):
        verdict = view.verdict_on.get(row.id)
        more = explain(view, verdict) if verdict else None
        told = [view.rows["propositions"][id_].article for id_ in row.members if id_ in view.rows["propositions"]]
        remarks = (*(more.remarks if more else ()), *_copies(view, told), *_about(view, row.id))
        return Explanation(
            "cases", row, remarks, more.passages if more else _members(view, "propositions", row.members)
        )
    if isinstance(row, Verdict):
        return _verdict(view, row)
    if isinstance(row, Link):
        shown = (passage for target in (row.left, row.right) for passage in _target(view, target, ""))
        return Explanation("links", row, (f"{row.kind} ({row.by}, {row.score:.2f}): {row.why}",), tuple(shown))
    if isinstance(row, Difference):
        return Explanation("differences", row, (row.why,), _sides(view, row))
    if isinstance(row, Judgement):
        remark = f"{row.decision} by {row.by}, {row.at:%Y-%m-%d %H:%M}: {row.note}".rstrip(": ")
        return Explanation("judgements", row, (remark,), tuple(_target(view, row.target, "judged")))
    remarks = (*_copies(view, (row.article,)), *_judged(view, row.id))
    return Explanation(table_of(row.id) or "", row, remarks, (_finding(view, row, ""),))


def _verdict(view: View, verdict: Verdict) -> Explanation:
    case = row_of(view, verdict.case)
    said = _members(view, "propositions", case.members, "said") if case else ()
    proofs = tuple(p for e in verdict.evidence for p in _target(view, Target(e.table, e.id), e.role))
    axes = ", ".join(f"{name} {getattr(verdict, name)}" for name in ("condition", "outcome", "response", "window"))
    read = verdict.coverage
    sides = ", ".join(f"{side.count} from {side.name}" for side in read.by_side)
    coverage = f"{read.articles_after} articles read since" + (
        f" ({sides}), the last of {read.last}" if read.last else ""
    )
    remarks = (f"{verdict.word}, decided by {verdict.decided_by}: {verdict.why}", axes, coverage)
    return Explanation("verdicts", verdict, (*remarks, *_judged(view, verdict.id)), (*said, *proofs))


def _members(view: View, table: str, ids: Iterable[str], role: str = "") -> tuple[Passage, ...]:
    rows = (view.rows[table].get(id_) for id_ in ids)
    return tuple(_finding(view, row, role) for row in rows if row is not None)


def _target(view: View, target: Target, role: str) -> Iterable[Passage]:
    row = row_of(view, target.id)
    return tuple(replace(p, role=role or p.role) for p in explain(view, row).passages) if row else ()


def _sides(view: View, row: Difference) -> tuple[Passage, ...]:
    found = ((side, view.articles[side.article]) for side in row.sides if side.article in view.articles)
    return tuple(
        _passage(
            article, side.span or (0, 0), ((side.span, side.value),) if side.span else (), row.id, "", None, side.value
        )
        for side, article in found
    )


def _copies(view: View, articles: Iterable[str]) -> tuple[str, ...]:
    """What must be known of the reports: that several are one text."""
    told = set(articles)
    return tuple(
        link.why for link in view.links if link.left.table == "articles" and told & {link.left.id, link.right.id}
    )


def _about(view: View, row_id: str) -> tuple[str, ...]:
    differ = (f"reports differ ({d.kind}): {d.why} [{d.id}]" for d in view.differences if d.about.id == row_id)
    return (*differ, *_judged(view, row_id))


def _judged(view: View, row_id: str) -> tuple[str, ...]:
    judged = (j for j in view.judgements if j.target.id == row_id)
    return tuple(f"judged by {j.by} on {j.at:%Y-%m-%d}: {j.decision} {j.note}".rstrip() for j in judged)


def _finding(view: View, row: Any, role: str) -> Passage:
    return _passage(view.articles[row.article], (row.start, row.end), _marks(row), row.id, row.rule, row.score, role)


def _marks(row: Any) -> tuple[tuple[Span, str], ...]:
    """The spans of a finding with their names: those of its own fields and of the values in them."""
    found: list[tuple[Span, str]] = []
    for name, label in (("source_span", "source"), ("cue_span", "cue")):
        if span := getattr(row, name, None):
            found.append((span, label))
    found += [(span, "content") for span in getattr(row, "spans", ())]
    for name in ("condition", "outcome", "place", "maker", "addressee"):
        if span := getattr(getattr(row, name, None), "span", None):
            found.append((span, name))
    for name in ("source", "target"):
        found += [(actor.span, name) for actor in getattr(row, name, ()) if actor.span]
    return tuple(dict.fromkeys(found)) or (((row.start, row.end), "evidence"),)


def _passage(
    article: Article,
    evidence: Span,
    marks: tuple[tuple[Span, str], ...],
    row: str,
    rule: str,
    score: float | None,
    role: str,
) -> Passage:
    start, end = paragraph(article.text, evidence)
    inside = tuple((span, name) for span, name in marks if start <= span[0] and span[1] <= end)
    return Passage(article, start, article.text[start:end], inside, row, rule, score, role)
