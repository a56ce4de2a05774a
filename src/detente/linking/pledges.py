"""Propositions -> links: the same threat, promise, offer, demand or forecast told again, or one like it made anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from detente.lexicon import rows
from detente.linking.comparing import Comparison
from detente.linking.judgements import NO_RULINGS, Rulings
from detente.linking.occurrences import same_link
from detente.linking.traces import FAR, days, form
from detente.linking.wording import changed, concepts, lands, likeness, phrases
from detente.records import Article, Day, Link, Part, Proposition, Target, make_id, side

SAME = 0.5
"""Likeness from which two propositions are one case (hand-set)."""
RESTATES = 0.4
_VOICES = 8  # members of a case that a newcomer is compared with in words
_WORDS = 10  # longest words of an outcome under which it is found
_LEAST = 1.5  # weight of the shared words of an outcome
_INROADS = frozenset(("invade", "escalate"))  # headings of the words for the attack that is warned of
_TELLING = 0.5  # weight from which a word tells what is to be done
_MONTH, _MONTHS = 31, 120  # days
_DAYS = 7  # in which a threat is told again
_CLOSE = 0.35  # likeness of outcome from which a threat of one pattern, made again within days, is the same
_STRENGTH = {"may": 0, "would": 1, "will": 2, "all_options": 2, None: 1}


@dataclass(frozen=True, slots=True)
class Pledge:
    """A proposition with its words, its sides and the ordinal of its report."""

    proposition: Proposition
    article: Article
    day: int
    maker: str | None
    addressee: str | None
    outcome: dict[str, float]
    condition: dict[str, float]
    rule: str | None


@dataclass(slots=True)
class Docket:
    """Propositions taken for one case, earliest first."""

    number: int
    members: list[Pledge] = field(default_factory=list)


def pledge(proposition: Proposition, article: Article) -> Pledge:
    """Return what is compared of a proposition."""
    day = article.published.toordinal() if article.published else FAR
    condition = concepts(proposition.condition.text) if proposition.condition else {}
    maker, addressee = side(proposition.maker), side(proposition.addressee)
    outcome = concepts(proposition.outcome.text)
    return Pledge(proposition, article, day, maker, addressee, outcome, condition, _rule(proposition, outcome))


def _rule(proposition: Proposition, outcome: dict[str, float]) -> str | None:
    """Return the side that is threatened with an answer of no named kind if it attacks or escalates, else None."""
    condition = proposition.condition
    if proposition.kind != "threat" or condition is None:
        return None
    if not _INROADS & concepts(condition.text).keys():
        return None
    named = sum(weight for word, weight in outcome.items() if weight >= _TELLING and word not in _plain())
    return side(condition.actor) or side(proposition.addressee) if named < _LEAST else None


@cache
def _plain() -> frozenset[str]:
    """Headings of the words that any measure against another side has (see data/plain.tsv)."""
    told = [row for row in rows("plain") if {"SANCTION", "*"} & set(row["types"].split())]
    return frozenset(word for row in told for text in (row["signs"], row["words"]) for word in concepts(text or ""))


def pledge_links(pledges: Iterable[Pledge], decided: Rulings = NO_RULINGS) -> list[Link]:
    """Return the links between propositions: ``same`` within a case, ``restates`` to a case like it."""
    blocks: dict[tuple[object, ...], dict[int, Docket]] = {}
    count = 0
    links = []
    for new in sorted(pledges, key=order):
        keys = kept_under(new)
        near_by = {number: docket for key in keys for number, docket in blocks.get(key, {}).items()}
        link, found = link_to(new, [near_by[number] for number in sorted(near_by)], decided)
        docket = found or Docket(count := count + 1)
        if link is not None:
            links.append(link)
        docket.members.append(new)
        for key in keys:
            blocks.setdefault(key, {})[docket.number] = docket
    return links


def order(pledge: Pledge) -> tuple[int, str, int, str]:
    """Return the place of a proposition in the order in which they are linked: publication, article, position."""
    return pledge.day, pledge.article.id, pledge.proposition.start, pledge.proposition.id


def link_to(new: Pledge, dockets: Iterable[Docket], decided: Rulings) -> tuple[Link | None, Docket | None]:
    """Return the link to the case that ``new`` belongs to, with that case; else to one that it resembles, without."""
    same, near = _closest(new, dockets, decided)
    if same is not None:
        score, old, docket = same
        found = Comparison(score, _why(old, new))
        return same_link("propositions", old.proposition.id, new.proposition.id, found, _known(old, new)), docket
    if near is not None and near[1].article.id != new.article.id:
        return _restates(near[1], new, near[0]), None
    return None, None


def _closest(
    new: Pledge, dockets: Iterable[Docket], decided: Rulings
) -> tuple[tuple[float, Pledge, Docket] | None, tuple[float, Pledge] | None]:
    """Return the case that ``new`` belongs to, and the closest of those that it only resembles."""
    same: tuple[float, Pledge, Docket] | None = None
    near: tuple[float, Pledge] | None = None
    for docket in dockets:
        score, old = max(((alike(o, new), o) for o in docket.members[:_VOICES]), key=lambda pair: pair[0])
        clean = not any(
            differs(member, new) or decided.part("same", member.proposition.id, new.proposition.id)
            for member in docket.members
        )
        if clean and score >= SAME:
            if same is None or score > same[0]:
                same = score, old, docket
        elif score >= RESTATES and (near is None or score > near[0]):
            near = score, old
    return same, near


def kept_under(new: Pledge) -> list[tuple[object, ...]]:
    """Return the blocks of a proposition: by its kind and maker's side, those of its words and of meetings."""
    telling = sorted((w for w, weight in new.outcome.items() if weight >= _TELLING), key=lambda w: (-len(w), w))[
        :_WORDS
    ]
    pattern = new.proposition.outcome.pattern
    meeting = ("CONSULT",) if pattern is not None and pattern.types == ("CONSULT",) else ()
    rule = (f"against {new.rule}",) if new.rule else ()
    words = (*telling, *meeting, *rule) or tuple(new.outcome)
    return [(new.proposition.kind, new.maker, word) for word in words]


def _known(a: Pledge, b: Pledge) -> Day | None:
    return b.article.published if a.article.published else None


def differs(a: Pledge, b: Pledge) -> str | None:
    """Return why two propositions of one kind and maker's side are not one case whatever their words, or None."""
    p, q = a.proposition, b.proposition
    one_rule = _one_rule(a, b)
    if a.addressee and b.addressee and a.addressee != b.addressee and not one_rule:
        return "other addressee"
    if p.kind == "forecast" and p.maker and q.maker and p.maker.id != q.maker.id:
        return "another's forecast"
    if abs(_STRENGTH[p.strength] - _STRENGTH[q.strength]) > 1:
        return "firmer or weaker words"
    if (p.condition is None) != (q.condition is None):
        return "with and without a condition"
    if one_rule:
        return _windows(p, q)
    if p.outcome.pattern is None and q.outcome.pattern is None:
        named = lands(p.outcome.text), lands(q.outcome.text)
        if all(named) and not named[0] & named[1]:
            return "of another country"
    return _windows(p, q) or _patterns(p.outcome, q.outcome) or _patterns(p.condition, q.condition)


def _windows(p: Proposition, q: Proposition) -> str | None:
    if p.window is None or q.window is None:
        return None
    (a, b), (c, d) = days(p.window), days(q.window)
    return (
        "other time"
        if (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)
        else None
    )


def _patterns(left: Part | None, right: Part | None) -> str | None:
    a, b = left.pattern if left else None, right.pattern if right else None
    if a is None or b is None:
        return None
    if a.negated != b.negated:
        return "the opposite"
    if a.types and b.types and not set(a.types) & set(b.types):
        return "other acts"
    for one, other in ((a.source, b.source), (a.target, b.target)):
        if one and other and one != other:
            return "other sides"
    return "other issue" if a.issue and b.issue and a.issue != b.issue else None


def alike(a: Pledge, b: Pledge) -> float:
    """Return how alike two propositions are in outcome and condition, by words, 0 to 1."""
    outcome = likeness(a.outcome, b.outcome)
    bare = outcome.score == 1 and a.proposition.outcome.pattern is not None and b.day - a.day <= _MONTH
    shared = sum(a.outcome[word] for word in outcome.words if a.outcome[word] >= _TELLING)
    if shared < _LEAST and not bare:
        outcome = outcome._replace(score=min(outcome.score, RESTATES - 0.05))
    if _one_rule(a, b):
        return 0.6
    if _one_meeting(a, b):
        outcome = outcome._replace(score=max(outcome.score, 0.6))
    if _threat_again(a, b) and outcome.score >= _CLOSE:
        outcome = outcome._replace(score=max(outcome.score, 0.55))
    if not (a.condition or b.condition):
        return outcome.score
    condition = likeness(a.condition, b.condition)
    lower = min(outcome.score, condition.score)
    return round((outcome.score + condition.score + 2 * lower) / 4, 4)


def _why(old: Pledge, new: Pledge) -> str:
    """What two propositions have in common, in the words of the earlier."""
    p, reasons = old.proposition, []
    if both := phrases(p.outcome.text, likeness(old.outcome, new.outcome).words):
        reasons.append(f"the same outcome: {', '.join(f'“{phrase}”' for phrase in both)}")
    elif _one_rule(old, new):
        reasons.append(f"an answer if {old.rule} escalates")
    elif _one_meeting(old, new):
        reasons.append("a meeting of the same sides")
    if p.condition and (both := phrases(p.condition.text, likeness(old.condition, new.condition).words)):
        reasons.append(f"the same condition: {', '.join(f'“{phrase}”' for phrase in both)}")
    return "; ".join(reasons) or "the same words"


def _one_rule(a: Pledge, b: Pledge) -> bool:
    """True where both threaten one side with an answer of no named kind if it attacks or escalates, within months."""
    return a.rule is not None and a.rule == b.rule and b.day - a.day <= _MONTHS


def _one_meeting(a: Pledge, b: Pledge) -> bool:
    """True where both name a meeting of the same sides in the same form, in whatever words, within some months."""
    p, q = a.proposition.outcome, b.proposition.outcome
    if p.pattern is None or p.pattern != q.pattern or p.pattern.types != ("CONSULT",) or p.pattern.source is None:
        return False
    return form(p.text) is not None and form(p.text) == form(q.text) and b.day - a.day <= _MONTHS


def _threat_again(a: Pledge, b: Pledge) -> bool:
    """True where within days one side threatens another with what fits one pattern."""
    p, q = a.proposition, b.proposition
    alike = p.outcome.pattern is not None and p.outcome.pattern.types and p.outcome.pattern == q.outcome.pattern
    return (
        bool(alike)
        and p.kind == "threat"
        and a.addressee is not None
        and a.addressee == b.addressee
        and (b.day - a.day <= _DAYS)
    )


def _restates(old: Pledge, new: Pledge, score: float) -> Link:
    left, right = old.proposition, new.proposition
    added, dropped = changed(old.article.text[left.start : left.end], new.article.text[right.start : right.end])
    return Link(
        id=make_id("links", "restates", left.id, right.id),
        kind="restates",
        left=Target("propositions", left.id),
        right=Target("propositions", right.id),
        score=score,
        added=added,
        dropped=dropped,
        why=f"{differs(old, new) or 'close, not the same'}; {_why(old, new)}",
        known_on=_known(old, new),
        by="machine",
    )
