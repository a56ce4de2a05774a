"""People's decisions on verdicts: the last one on a case stands above the machine's."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.records import ANY_VERDICT_WORDS, VERDICT_WORDS, Case, Judgement, Verdict

_DECISIONS = ("confirm", "reject", "correct")


def judged(judgements: Iterable[Judgement]) -> Callable[[Case, Verdict], Verdict]:
    """Return the function that puts the last decision on a case, or its verdict, above the machine's verdict."""
    last: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        if judgement.target.table in ("verdicts", "cases") and judgement.decision in _DECISIONS:
            last[_suffix(judgement.target.id)] = judgement

    def apply(case: Case, verdict: Verdict) -> Verdict:
        found = [last[key] for key in map(_suffix, (case.id, *case.members)) if key in last]
        return _put(max(found, key=lambda j: (j.at, j.id)), case, verdict) if found else verdict

    return apply


def _suffix(row_id: str) -> str:
    return row_id.partition("_")[2]


def _put(judgement: Judgement, case: Case, verdict: Verdict) -> Verdict:
    if judgement.decision == "confirm":
        return replace(verdict, decided_by="person", why=f"{verdict.why} Confirmed by {judgement.by}.")
    if judgement.decision == "reject":
        if judgement.target.table == "cases":
            return verdict
        why = f"{judgement.by} rejected {verdict.word}: {judgement.note or 'no reason given'}."
        return replace(verdict, word="pending", decided_by="person", why=why)
    field, _, value = judgement.note.partition("=")
    word = value.strip()
    if field.strip() != "word" or word not in (*VERDICT_WORDS[case.kind], *ANY_VERDICT_WORDS):
        return verdict
    return replace(
        verdict, word=word, decided_by="person", why=f"{judgement.by} says {word}; the machine: {verdict.why}"
    )
