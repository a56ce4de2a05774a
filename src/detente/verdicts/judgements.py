"""People's decisions on verdicts: the last one on a case stands above the machine's."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from detente.records import ANY_VERDICT_WORDS, VERDICT_WORDS, Case, Judgement, Verdict

_DECISIONS = ("confirm", "reject", "correct")


def judged(judgements: Iterable[Judgement]) -> Callable[[Case, Verdict], Verdict]:
    """Return the function that puts the last decision on a case, or its verdict, above the machine's verdict."""
    last: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        if judgement.decision in _DECISIONS and _is_on_verdict(judgement):
            last[_suffix(judgement.target.id)] = judgement

    def apply(case: Case, verdict: Verdict) -> Verdict:
        found = [last[key] for key in map(_suffix, (case.id, *case.members)) if key in last]
        return _put(max(found, key=lambda j: (j.at, j.id)), case, verdict) if found else verdict

    return apply


def _is_on_verdict(judgement: Judgement) -> bool:
    """True for what is decided on a verdict; on a case what confirms it or says its word, not another field of it."""
    told = judgement.decision == "confirm" or _word(judgement) is not None
    return judgement.target.table == "verdicts" or (judgement.target.table == "cases" and told)


def _word(judgement: Judgement) -> str | None:
    """The word that is confirmed, rejected or said: ``word=kept``, a reason may follow a semicolon."""
    field, equals, rest = judgement.note.partition("=")
    return rest.partition(";")[0].strip() if equals and field.strip() == "word" else None


def _reason(judgement: Judgement) -> str:
    return judgement.note if _word(judgement) is None else judgement.note.partition(";")[2].strip()


def _suffix(row_id: str) -> str:
    return row_id.partition("_")[2]


def _put(judgement: Judgement, case: Case, verdict: Verdict) -> Verdict:
    word, by = _word(judgement), judgement.by
    if word is not None and word not in (*VERDICT_WORDS[case.kind], *ANY_VERDICT_WORDS):
        return verdict
    if judgement.decision == "reject":
        if word not in (None, verdict.word):
            return replace(verdict, why=f"{verdict.why} {by} had rejected {word}.")
        why = f"{by} rejected {verdict.word}: {_reason(judgement) or 'no reason given'}."
        return replace(verdict, word="pending", decided_by="person", why=why)
    if judgement.decision == "confirm" and word in (None, verdict.word):
        return replace(verdict, decided_by="person", why=f"{verdict.why} Confirmed by {by}.")
    if judgement.decision == "confirm" and word == "pending":
        return replace(verdict, why=f"{verdict.why} {by} had confirmed pending, before that was known.")
    if word is None:
        return verdict
    why = f"{by} says {word}; the machine{'' if word == verdict.word else f' says {verdict.word}'}: {verdict.why}"
    return replace(verdict, word=word, decided_by="person", why=why)
