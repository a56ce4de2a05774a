"""The halves of a proposition as written: where the outcome and its condition stand, whose act each is, its window."""

from dataclasses import replace

from detente.clauses import Condition, class_words
from detente.dates import when
from detente.propositions.draft import Draft
from detente.propositions.implied import implied_condition, met_condition
from detente.propositions.scene import Scene
from detente.propositions.weighing import Weight, described, distinct, weigh
from detente.records import Actor, DateRange, Part, Pattern, Span, Statement, WindowBasis, side
from detente.sentences import Token

EDGES = frozenset((",", ";", ":", "-", "--", "–", "—", '"', "'", ".", "!", "...", "("))
_COMMA = 2  # characters
NEAR = 8  # tokens about an outcome that may say when
OPENERS = frozenset(("and", "but", "then", "or", "however", "therefore", "moreover", "so", "also"))


def outcome_span(scene: Scene, draft: Draft, conditions: tuple[Condition, ...]) -> Span:
    """Return the offsets of an outcome: its subtree without conditions, reporting clauses and edges of punctuation."""
    head = draft.outcome
    tree = draft.act if draft.act is not None and draft.whole else head
    first, last = scene.document.edges[tree]
    antecedent = described(scene, head)
    if antecedent is not None:
        first = scene.document.edges[antecedent][0]
    out: set[int] = set()
    for condition in conditions:
        subject = condition.word in class_words("further")
        if not subject and (condition.clause is None or condition.clause != head):
            out.update(range(condition.first, condition.last))
            before = scene.document.tokens[max(first, condition.first - 5) : condition.first]
            out.update(t.i for t in before if condition.marker[0] <= t.start < condition.marker[1])
    for child in scene.children(head):
        said = child.dep in ("parataxis", "ccomp") or any(m.lower == "as" for m in scene.children(child.i, "mark"))
        reporting = said and child.i < head
        own = child.dep == "conj" and child.i in scene.heads and distinct(scene, head, child)
        if reporting or own:
            out.update(range(*scene.document.edges[child.i]))
    return _run(scene, head, first, last, out, scene.statement(head))


def _run(scene: Scene, head: int, first: int, last: int, out: set[int], statement: Statement | None) -> Span:
    """Return the offsets of the longest run around ``head`` without ``out`` and what lies outside of the content."""
    tokens = scene.document.tokens
    low = high = head
    content = (
        next((span for span in statement.spans if span[0] <= tokens[head].start < span[1]), None) if statement else None
    )

    def inside(i: int) -> bool:
        return first <= i < last and i not in out and (content is None or content[0] <= tokens[i].start < content[1])

    while inside(low - 1):
        low -= 1
    while inside(high + 1):
        high += 1
    while low < head and _opens(tokens[low]) and not _paired(scene, low, high):
        low += 1
    if tokens[low - 1].text == '"' and _paired(scene, low - 1, high):
        low -= 1
    while low > 1 and tokens[low - 1].text == "-" and tokens[low - 2].end == tokens[low].start - 1:
        low -= 2  # "de-escalation" is three tokens
    while high > head and (tokens[high].text in EDGES or tokens[high].dep == "cc"):
        high -= 1
    return scene.document.span(low, high + 1)


def _opens(token: Token) -> bool:
    """True for what stands before an outcome and is no part of it."""
    marks = token.dep in ("mark", "cc") or (token.dep == "aux" and token.lower == "to")
    return marks or token.text in EDGES or token.lower in OPENERS


def _paired(scene: Scene, low: int, high: int) -> bool:
    """True for a quotation mark at ``low`` whose other half stands within the outcome."""
    inside = scene.document.tokens[low + 1 : high + 1]
    return scene.token(low).text == '"' and sum(token.text == '"' for token in inside) % 2 == 1


def condition_span(scene: Scene, condition: Condition) -> Span:
    """Return the offsets of a condition without edges of punctuation."""
    low, high = condition.first, condition.last
    tokens = scene.document.tokens
    while low < high - 1 and tokens[low].text in EDGES:
        low += 1
    while high > low + 1 and (tokens[high - 1].text in EDGES or tokens[high - 1].dep == "cc"):
        high -= 1
    return scene.document.span(low, high)


def conditions_of(scene: Scene, draft: Draft) -> tuple[Condition, ...]:
    """Return the conditions on which an outcome hangs: its own, those of its act, of the clause that it leans on."""
    heads = {draft.outcome}
    if draft.act is not None:
        heads.add(draft.act)
        heads.add(scene.clause(draft.act).head)
    i = draft.outcome
    while scene.token(i).dep in ("conj", "xcomp", "acomp") and scene.token(i).head != i:
        i = scene.token(i).head
        heads.add(i)
    below = draft.outcome
    while inner := scene.children(below, "xcomp"):
        below = inner[-1].i
        heads.add(below)
    heads |= {child.i for child in scene.children(draft.outcome, "conj") if not distinct(scene, draft.outcome, child)}
    low, high = scene.document.edges[draft.outcome]
    found = [c for c in scene.conditions if c.consequence in heads and c.clause not in heads]
    found += [c for c in scene.conditions if c not in found and c.clause is None and low <= c.first < high]
    if draft.span is not None:
        found += [c for c in scene.conditions if c not in found and _beside(scene.whole(c), draft.span)]
    if not found:
        implied = implied_condition(scene, draft.outcome) or met_condition(scene, draft.outcome)
        return (implied,) if implied is not None else ()
    found.sort(key=lambda condition: (condition.timely, condition.first))
    return (_parallel(scene, found), *found[1:])


def _beside(one: Span, other: Span) -> bool:
    """True where no more than a comma parts two spans."""
    first, second = sorted((one, other))
    return 0 <= second[0] - first[1] <= _COMMA


def _parallel(scene: Scene, found: list[Condition]) -> Condition:
    """Return the first condition, up to the end of those that follow it at once ("if they go, and if we stay")."""
    first = found[0]
    for other in found[1:]:
        between = scene.document.tokens[first.last : other.first]
        gap = [token for token in between if token.start < other.marker[0]]
        if other.first > first.first and all(token.text in EDGES or token.dep == "cc" for token in gap):
            first = replace(first, last=max(first.last, other.last))
    return first


def pattern(scene: Scene, weight: Weight, doer: Actor | None, other: Actor | None, span: Span) -> Pattern | None:
    """Return the events that would satisfy an outcome or condition, None where its words name none."""
    if not weight.types:
        return None
    source, target = doer, other
    if weight.event is not None:
        source = source or (weight.event.source[0] if weight.event.source else None)
        if weight.event.target and side(weight.event.target[0]) != side(source):
            target = weight.event.target[0]
    issues = scene.lexicon.issues(scene.document.text(*span))
    return Pattern(weight.types, _country(source), _country(target), issues[0] if issues else None, weight.negated)


def _country(actor: Actor | None) -> str | None:
    return actor.country if actor is not None else None


def condition_part(scene: Scene, condition: Condition, maker: Actor | None, addressee: Actor | None) -> Part:
    """Return the condition of a proposition; its pattern is negated where something is not to happen."""
    span = condition_span(scene, condition)
    head = condition.root(scene.document)
    subject = scene.subject(head) if head in scene.heads else None
    actors = scene.actors(subject) if subject is not None else scene.actors(head)
    doer = actors[0] if actors else None
    other = next((a for a in (maker, addressee) if a is not None and side(a) != side(doer)), None)
    weight = weigh(scene, head, condition.last)
    found = pattern(scene, weight, doer, other, span)
    borne = head in scene.heads and scene.heads[head].role == "condition"
    if found is not None and condition.negated and not borne:
        found = Pattern(found.types, found.source, found.target, found.issue, not found.negated)
    return Part(scene.document.text(*span), span, doer, found)


def window_of(scene: Scene, draft: Draft) -> tuple[DateRange | None, WindowBasis]:
    """Return the window of an outcome and what it rests on: words of time beside it, or an occasion dated elsewhere."""
    stated = window(scene, draft)
    if stated is not None:
        return stated, "stated"
    near = range(*scene.document.edges[draft.outcome])
    within = [scene.token(i) for i in near if abs(i - draft.outcome) <= NEAR]
    if any(token.lower in class_words("soon") and token.dep in ("advmod", "amod") for token in within):
        return None, "stated"
    occasions = {token.lemma for token in within if token.dep == "pobj" and token.lemma in class_words("meeting")}
    for token in scene.document.tokens:
        if token.lemma in occasions and token.i not in near:
            held = token.head if token.dep in ("nsubj", "nsubjpass") else token.i
            found = when(scene.document, scene.timexes, token.i) or when(scene.document, scene.timexes, held)
            if found is not None and not _past(scene, found):
                return found, "implied"
    return None, "none"


def window(scene: Scene, draft: Draft) -> DateRange | None:
    """Return the days within which an outcome is to happen, as stated beside it or beside what it hangs on."""
    seen = [draft.outcome]
    if scene.token(draft.outcome).head in scene.heads and scene.token(draft.outcome).dep in (
        "xcomp",
        "conj",
        "acl",
        "nsubj",
        "nsubjpass",
    ):
        seen.append(scene.token(draft.outcome).head)
    seen += [child.i for child in scene.children(draft.outcome, "xcomp")]
    for head in seen:
        found = when(scene.document, scene.timexes, head)
        if found is not None and not _past(scene, found):
            return found
    return None


def _past(scene: Scene, found: DateRange) -> bool:
    published = scene.document.article.published
    return published is not None and found.end is not None and found.end < published and found.flag is None
