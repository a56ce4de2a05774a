"""Propositions that a clause makes by itself: "we will respond", "must leave", "could take place", "is possible if"."""

from collections.abc import Iterator

from detente.clauses import Clause, class_words, imperative
from detente.propositions.draft import Draft
from detente.propositions.implied import met_condition
from detente.propositions.scene import Scene, believed
from detente.propositions.weighing import coordinates
from detente.records import Force, Strength

FUTURE = frozenset(("will", "'ll", "shall", "wo"))
MAYBE = frozenset(("may", "might", "could"))
OUGHT = frozenset(("must", "should", "ought"))


def drafts_by_clauses(scene: Scene) -> Iterator[Draft]:
    """Yield the drafts that finite clauses make by their modal, their condition or their mood."""
    for clause in scene.clauses:
        if clause.role in ("condition", "purpose") or scene.asked(clause.head):
            continue
        words = {token.lower for token in scene.children(clause.head, "aux", "auxpass")}
        perfect = "have" in words and scene.token(clause.head).tag == "VBN"
        if clause.relation == "relative" and clause.parent is not None and scene.clauses[clause.parent].negated:
            continue
        if (
            perfect
            or _indirect(scene, clause)
            or (scene.token(clause.head).lemma in class_words("wish") and not _acted(scene, clause, words))
            or _doubted(scene, clause)
        ):
            continue
        for draft in _by_modal(scene, clause, words):
            yield draft
            yield from coordinates(scene, draft)
        yield from _by_phrase(scene, clause)


def _by_modal(scene: Scene, clause: Clause, words: set[str]) -> Iterator[Draft]:
    conditional = any(c.consequence == clause.head for c in scene.conditions)
    token = scene.token(clause.head)
    going = token.lower == "going" and bool(scene.children(clause.head, "xcomp"))
    if _inverted(scene, clause.head) or ("shall" in words and _lawful(scene, clause)):
        return
    if token.dep == "relcl" and not conditional and not _dated(scene, clause):
        return
    owed = _to(scene, clause.head) if token.lemma in ("have", "need") and words & {*FUTURE, "would", "'d"} else None
    if owed is not None:
        yield _draft(scene, owed, None, "will", "have-to", 0.55)
    elif _agreed(scene, clause) and words & {*FUTURE, "would"}:
        doer = scene.subject(clause.head)
        yield Draft(clause.head, None, "commit", doer, None, doer, "", "propositions.modal:agreed", 0.6, "will")
    elif words & FUTURE or going:
        head = scene.children(clause.head, "xcomp")[0].i if going else clause.head
        yield _draft(scene, head, "foretell" if believed(scene, clause) else None, "will", "will", 0.7)
    elif "would" in words or "'d" in words:
        if clause.modality == "planned" or conditional or met_condition(scene, clause.head) is not None:
            yield _draft(scene, clause.head, None, "would", "would", 0.6)
    elif words & MAYBE:
        yield _draft(scene, clause.head, None, "may", "may", 0.5)
    elif _scheduled(scene, clause):
        yield _draft(scene, clause.head, "foretell", "will", "be-to", 0.65)
    elif words & {"can", "ca"} and conditional and (clause.negated or not scene.children(clause.head, "expl")):
        yield _draft(scene, clause.head, None, "may", "can", 0.45)
    elif _obliged(scene, clause, words):
        head = clause.head if words & OUGHT else _to(scene, clause.head) or clause.head
        rule = "must" if words & OUGHT else "need-to"
        yield _draft(scene, head, "ask", "will" if "must" in words else "would", rule, 0.6)
    elif imperative(scene.document, clause.head) and clause.quoted and _orders(scene, clause):
        yield _draft(scene, clause.head, "ask", "will", "imperative", 0.5)
    elif conditional and clause.tense == "present" and _possible(scene, clause):
        yield _draft(scene, clause.head, None, "may", "possible-if", 0.55)


def _by_phrase(scene: Scene, clause: Clause) -> Iterator[Draft]:
    """Yield drafts of "it is up to X to decide", "the obvious step would be to" and "all options are on the table"."""
    if scene.token(clause.head).lemma in class_words("hinge"):
        yield from _by_dependence(scene, clause)
    below = [j.lemma for child in scene.children(clause.head, "prep") for j in scene.children(child.i, "pobj", "prep")]
    if "table" in below and clause.tense == "present" and _all_options(scene, clause):
        rule = "propositions.options"
        yield Draft(clause.head, None, "commit", None, None, None, "reserved", rule, 0.6, "all_options")
    for child in scene.children(clause.head, "xcomp", "advcl", "ccomp"):
        if scene.token(clause.head).lemma != "be" or child.tag != "VB" or child.i < clause.head:
            continue
        for up in scene.children(clause.head, "prep", "acomp", "advmod"):
            if up.lower in class_words("burden"):
                named = [j.i for to in scene.children(up.i, "prep", "pcomp") for j in scene.children(to.i, "pobj")]
                if named:
                    yield Draft(
                        child.i,
                        clause.head,
                        "ask",
                        None,
                        named[0],
                        named[0],
                        "",
                        "propositions.up-to",
                        0.6,
                        "would",
                        True,
                    )
        subject = scene.subject(clause.head)
        if (
            subject is not None
            and scene.token(subject).lemma in class_words("step")
            and clause.strength in ("would", "will", "may")
        ):
            yield Draft(child.i, clause.head, "ask", None, None, None, "", "propositions.step", 0.55, "would")


def _inverted(scene: Scene, head: int) -> bool:
    """True for "should they attack": a condition."""
    should = [aux.i for aux in scene.children(head, "aux") if aux.lower == "should"]
    own = [subject.i for subject in scene.children(head, "nsubj", "nsubjpass")]
    return bool(should and own) and should[0] < own[0]


def _lawful(scene: Scene, clause: Clause) -> bool:
    """True for what an order lays down in its own text: "the agencies shall take measures"."""
    doer = scene.subject(clause.head)
    return clause.asserted_by is None and (doer is None or scene.token(doer).lower not in ("i", "we"))


def _acted(scene: Scene, clause: Clause, words: set[str]) -> bool:
    """True for "the ministry will add them to the list", not for "I will add"."""
    doer = scene.subject(clause.head)
    things = scene.children(clause.head, "dobj")
    return bool(words & FUTURE) and bool(things) and doer is not None and bool(scene.cast.of(doer))


def _by_dependence(scene: Scene, clause: Clause) -> Iterator[Draft]:
    """Yield the draft of "whether we lift the ban depends on them"."""
    for condition in scene.conditions:
        told = condition.consequence
        if told is not None and told in {child.i for child in scene.children(clause.head, "csubj", "nsubj")}:
            doer = scene.subject(told) if told in scene.heads else None
            yield Draft(told, clause.head, None, None, None, doer, "", "propositions.depends", 0.55, "would")


def _all_options(scene: Scene, clause: Clause) -> bool:
    """True for "all options are" (on the table) and for "nothing is" (off it)."""
    for subject in scene.children(clause.head, "nsubj"):
        every = {child.lower for child in scene.children(subject.i)} & {"all", "every", "any"}
        if subject.lower == "nothing" or (not clause.negated and subject.lemma in class_words("step") and every):
            return True
    return False


def _draft(scene: Scene, head: int, force: Force | None, strength: Strength, rule: str, score: float) -> Draft:
    return Draft(head, None, force, None, None, scene.subject(head), "", f"propositions.modal:{rule}", score, strength)


def _to(scene: Scene, head: int) -> int | None:
    for child in scene.children(head, "xcomp"):
        if any(aux.lower == "to" for aux in scene.children(child.i, "aux")):
            return child.i
    return None


def _orders(scene: Scene, clause: Clause) -> bool:
    """True for an order, not for "let me say"."""
    return clause.relation == "main" and scene.token(clause.head).lemma not in (
        "let",
        "thank",
        "look",
        "see",
        "imagine",
    )


def _obliged(scene: Scene, clause: Clause, words: set[str]) -> bool:
    """True for "must", "should", "has to", "needs to", reported "needed to"; not for "must be joking"."""
    token = scene.token(clause.head)
    if words & OUGHT:
        return not (token.tag == "VBG" and "be" in words)
    if token.lemma not in ("have", "need") or token.tag == "VBG" or not _to(scene, clause.head):
        return False
    return clause.tense == "present" or (token.lemma == "need" and clause.asserted_by is not None)


def _agreed(scene: Scene, clause: Clause) -> bool:
    """True for "under the agreement, they will"."""
    under = (child for child in scene.children(clause.head, "prep") if child.lower in ("under", "in"))
    nouns = {j.lemma for child in under for j in scene.children(child.i, "pobj")}
    subject = scene.subject(clause.head)
    return bool(nouns & class_words("agreement")) and subject is not None and bool(scene.cast.of(subject))


def _scheduled(scene: Scene, clause: Clause) -> bool:
    """True for "talks are to be held", "he is to meet"."""
    below = scene.children(clause.head, "xcomp")
    if (
        scene.token(clause.head).lemma != "be"
        or scene.children(clause.head, "expl")
        or not below
        or below[0].i not in scene.heads
    ):
        return False
    return scene.heads[below[0].i].modality == "planned" and _to(scene, clause.head) is not None


def _indirect(scene: Scene, clause: Clause) -> bool:
    """True for "what it would do": an indirect question."""
    asking = (child for child in scene.children(clause.head, "advmod") if child.lower in ("how", "why"))
    if any(child.i < clause.head for child in asking):
        return True
    first = scene.token(clause.first)
    if first.pos == "ADP":
        first = scene.token(clause.first + 1)  # "with whom they would meet"
    return clause.relation in ("complement", "relative") and first.tag in ("WP", "WRB") and first.lower != "who"


def _dated(scene: Scene, clause: Clause) -> bool:
    """True where a date stands in the clause, or after it in its sentence."""
    sentence = scene.document.sentences[scene.token(clause.head).sentence]
    return any(clause.first <= timex.head < sentence.last for timex in scene.timexes)


def _doubted(scene: Scene, clause: Clause) -> bool:
    """True for what is only hoped, feared or asked: "hopes that it will", "whether it will"."""
    if scene.token(clause.head).dep == "conj" and clause.parent is not None:
        return _doubted(scene, scene.clauses[clause.parent])
    if any(mark.lower in ("whether", "if") for mark in scene.children(clause.head, "mark")):
        return True
    if clause.relation != "complement" or clause.parent is None:
        return False
    return scene.token(scene.token(clause.head).head).lemma in class_words("doubt")


def _possible(scene: Scene, clause: Clause) -> bool:
    below = [scene.heads[child.i] for child in scene.children(clause.head, "ccomp") if child.i in scene.heads]
    if any(inner.tense == "past" for inner in below):
        return False  # "it is likely that it was"
    words = {token.lower for token in scene.children(clause.head, "acomp", "attr", "prep", "advmod")}
    return bool(words & class_words("possible"))
