"""Per clause, decided once: who asserts it, how real it is, and of what it is the condition or the consequence."""

from bisect import bisect_right
from dataclasses import dataclass

from detente.clauses.conditions import Condition, Role, find_conditions, imperative
from detente.clauses.shape import Relation, Shape, owners, shapes
from detente.clauses.status import Status, clause_status, noun_status
from detente.clauses.words import class_words
from detente.lexicon import Lexicon
from detente.records import Modality, Span, Stance, Statement, Strength
from detente.sentences import Document

__all__ = [
    "Clause",
    "Condition",
    "Status",
    "class_words",
    "clause_of",
    "find_clauses",
    "find_conditions_of",
    "imperative",
    "status_of",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and what it governs.

    ``head`` is the predicate's token index, ``[first, last)`` the tokens and ``start``, ``end`` the offsets that it
    covers with all that hangs on it; ``parent`` the index of the governing clause. ``partner`` is the index of the
    other half of a condition and its consequence, ``marker`` the span of the "if". ``asserted_by`` is the id of the
    innermost statement whose content holds the head, None where the outlet itself asserts it; ``quoted`` is true for
    a direct one.
    """

    index: int
    head: int
    first: int
    last: int
    start: int
    end: int
    parent: int | None
    relation: Relation
    role: Role
    partner: int | None
    marker: Span | None
    asserted_by: str | None
    quoted: bool
    negated: bool
    modality: Modality
    stance: Stance
    strength: Strength | None
    tense: str | None


def find_clauses(document: Document, statements: tuple[Statement, ...], lexicon: Lexicon) -> tuple[Clause, ...]:
    """Return the clauses of a document, ordered by where they begin, the wider first."""
    del lexicon  # the tables of this room are the packaged ones; they are in its version
    found = shapes(document)
    forms = {form.head: form for form in found}
    owner = owners(document, frozenset(forms))
    roles = _roles(find_conditions(document, forms, owner))
    judged: dict[int, Status] = {}
    for form in found:
        _share(document, form, forms, roles)
        role = roles[form.head][0] if form.head in roles else _role(document, form)
        above = judged.get(form.parent) if form.parent is not None else None
        judged[form.head] = clause_status(document, form, above, role)
    order = sorted(forms, key=lambda head: (document.edges[head][0], -document.edges[head][1], head))
    index = {head: place for place, head in enumerate(order)}
    asserting = _Asserting(document, statements)
    return tuple(_clause(document, forms[head], index, roles, judged[head], asserting) for head in order)


def clause_of(clauses: tuple[Clause, ...], token: int) -> Clause:
    """Return the innermost clause whose tokens hold ``token``.

    Raises:
        LookupError: no clause holds it (it is no token of the document that the clauses are of).
    """
    at = bisect_right(clauses, token, key=lambda clause: clause.first) - 1
    while at >= 0:
        if clauses[at].last > token:
            return clauses[at]
        at -= 1
    raise LookupError(f"no clause holds token {token}")


def status_of(document: Document, clauses: tuple[Clause, ...], token: int) -> Status:
    """Return how real the event is that ``token`` names: a predicate's clause, or a noun within one."""
    clause = clause_of(clauses, token)
    status = Status(clause.modality, clause.negated, clause.stance, clause.tense, clause.strength)
    if token == clause.head or document.tokens[token].pos in ("VERB", "AUX"):
        return status
    return noun_status(document, token, status, clause.head)


def find_conditions_of(document: Document) -> tuple[Condition, ...]:
    """Return the conditions of a document, those that are only a phrase ("in the event of an attack") included."""
    forms = {form.head: form for form in shapes(document)}
    return find_conditions(document, forms, owners(document, frozenset(forms)))


def _roles(conditions: tuple[Condition, ...]) -> dict[int, tuple[str, int | None, Condition]]:
    """Return role, partner's head and condition, by the head of the clause."""
    found: dict[int, tuple[str, int | None, Condition]] = {}
    for condition in conditions:
        if condition.clause is not None and condition.clause not in found:
            partner = condition.consequence if condition.role == "condition" else None
            found[condition.clause] = (condition.role, partner, condition)
    for condition in conditions:
        if condition.role == "condition" and condition.consequence is not None and condition.consequence not in found:
            found[condition.consequence] = ("consequence", condition.clause, condition)
    return found


def _share(
    document: Document, form: Shape, forms: dict[int, Shape], roles: dict[int, tuple[str, int | None, Condition]]
) -> None:
    """Give a coordinate clause the part of the first one: "if it attacks and takes", "we will go and they will"."""
    first = document.tokens[form.head].head
    if form.relation != "coordinate" or form.head in roles or first not in roles or first not in forms:
        return
    role, _, condition = roles[first]
    tags = {document.tokens[form.head].tag, document.tokens[first].tag}
    alike = role == "condition" and (len(tags) == 1 or tags <= {"VBZ", "VBP"})
    if alike or (role == "consequence" and condition.first < first):
        roles[form.head] = roles[first]


def _role(document: Document, form: Shape) -> str:
    token = document.tokens[form.head]
    if token.dep != "advcl":
        return "plain"
    words = {
        document.tokens[j].lower
        for j in document.children[form.head]
        if document.tokens[j].dep in ("mark", "advmod", "aux")
    }
    if "to" in words:
        return "purpose"
    return "time" if words & {"when", "while", "after", "before", "until", "since", "once", "as"} else "plain"


class _Asserting:
    """Who asserts what stands at an offset: the innermost statement by depth, then the shorter one."""

    def __init__(self, document: Document, statements: tuple[Statement, ...]) -> None:
        self.document = document
        parents = {statement.id: statement.parent for statement in statements}
        spans: list[tuple[int, int, int, Statement]] = []
        for statement in statements:
            depth, above = 0, statement.parent
            while above is not None and depth < len(parents):
                depth, above = depth + 1, parents.get(above)
            spans.extend((start, end, depth, statement) for start, end in statement.spans)
        self.spans = sorted(spans, key=lambda item: (item[0], item[1], item[3].id))
        self.starts = [item[0] for item in self.spans]

    def at(self, offset: int) -> Statement | None:
        until = bisect_right(self.starts, offset)
        holding = [item for item in self.spans[:until] if item[1] > offset]
        return max(holding, key=lambda item: (item[2], item[0] - item[1], item[3].id))[3] if holding else None


def _clause(
    document: Document,
    form: Shape,
    index: dict[int, int],
    roles: dict[int, tuple[str, int | None, Condition]],
    status: Status,
    asserting: _Asserting,
) -> Clause:
    first, last = document.edges[form.head]
    start, end = document.span(first, last)
    role, partner, condition = roles.get(form.head, (_role(document, form), None, None))
    by = asserting.at(document.tokens[form.head].start)
    return Clause(
        index=index[form.head],
        head=form.head,
        first=first,
        last=last,
        start=start,
        end=end,
        parent=index[form.parent] if form.parent is not None else None,
        relation=form.relation,
        role=role if role in ("condition", "consequence", "purpose", "time") else "plain",  # type: ignore[arg-type]
        partner=index[partner] if partner is not None else None,
        marker=condition.marker if condition is not None else None,
        asserted_by=by.id if by is not None else None,
        quoted=by is not None and by.kind == "direct",
        negated=status.negated != (condition is not None and role == "condition" and condition.negated),
        modality=status.modality,
        stance=status.stance,
        strength=status.strength,
        tense=status.tense,
    )
