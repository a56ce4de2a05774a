"""The PLOVER type of what one side does to the other in a sentence, both given."""

from detente.clauses import clause_of, find_clauses
from detente.events.arguments import role_tokens
from detente.events.carriers import carried
from detente.events.content import holder
from detente.events.drafts import CONFLICT
from detente.events.triggers import Hit, find_hits
from detente.lexicon import load
from detente.records import Article, Span, make_id
from detente.sentences import Document, parse

SIDE = 2.0
ACT = 1.5
FAR = 0.04
UNSUPPORTED = 0.6


def classify_event(sentence: str, source: Span, target: Span | None) -> tuple[str, float] | None:
    """Return the PLOVER type of what ``source`` does to ``target`` (spans of ``sentence``) and a score in (0, 1].

    The trigger that both stand in its roles of, or that is nearest to them, decides. None where no trigger is there.
    """
    document = parse(_article(sentence))
    hits = find_hits(document)
    if not hits:
        return None
    by_head = {hit.head: hit for hit in hits}
    ranked = [(_support(document, by_head, hit, source, target), -hit.head, hit) for hit in hits]
    support, _, best = max(ranked, key=lambda each: each[:2])
    type = _settled(document, by_head, best)
    return type, round(best.trigger.score * (1.0 if support >= 2 * SIDE else UNSUPPORTED), 3)


def _article(sentence: str) -> Article:
    name = make_id("articles", sentence)
    return Article(name, "", None, None, None, None, "unknown", "en", "en", "none", "news", "", sentence)


def _support(document: Document, hits: dict[int, Hit], hit: Hit, source: Span, target: Span | None) -> float:
    """Return how much speaks for ``hit`` as the trigger between the two spans."""
    held = carried(document, hit.head) if hit.trigger.pos == "N" else None
    token = document.tokens[hit.head]
    support = hit.trigger.score
    for span, roles in ((source, hit.trigger.source), (target, hit.trigger.target)):
        if span is None:
            continue
        mutual = (*hit.trigger.source, *hit.trigger.target) if "symmetric" in hit.trigger.traits else roles
        if any(_covers(document, each, span) for role in mutual for each in role_tokens(document, hit, held, role)):
            support += SIDE
        support -= FAR * _distance(document, hit.head, span)
        if span[0] <= token.start < span[1]:
            support -= SIDE
    if hit.trigger.trait("content") is not None:
        support += ACT
    above = holder(document, hits, hit.head)
    return support - ACT if above is not None else support


def _covers(document: Document, token: int, span: Span) -> bool:
    first, last = document.edges[token]
    start, end = document.span(first, last)
    inside = span[0] <= document.tokens[token].start < span[1]
    return inside or (start <= span[0] and span[1] <= end)


def _distance(document: Document, token: int, span: Span) -> int:
    inside = [each.i for each in document.tokens if span[0] <= each.start < span[1]]
    return min((abs(each - token) for each in inside), default=0)


def _settled(document: Document, hits: dict[int, Hit], hit: Hit) -> str:
    """Return the type under its clause: a plan to cooperate is AGREE, one to harm THREATEN, none at all REJECT."""
    clause = clause_of(find_clauses(document, (), load()), hit.head)
    if hit.trigger.trait("content") is not None or clause.head != hit.head:
        return hit.trigger.type
    if clause.negated and hit.trigger.type not in CONFLICT:
        return "REJECT"
    if clause.modality == "planned":
        return "THREATEN" if hit.trigger.type in CONFLICT else "AGREE"
    return hit.trigger.type
