"""Is it so? Modality, negation, stance, tense and strength of a clause, and of an event that a noun names within it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from detente.clauses.conditions import imperative
from detente.clauses.shape import SUBJECTS, Shape, child, subject
from detente.clauses.words import class_words
from detente.lexicon import rows
from detente.records import Modality, Stance, Strength
from detente.sentences import Document, Token

# prepositions whose gerund is as real as the clause around it ("by expelling", "after meeting")
FACTUAL = frozenset(
    ("by", "after", "since", "in", "with", "upon", "on", "while", "despite", "besides", "through", "as", "when", "for")
)
CONTRARY = frozenset(("without", "instead", "than"))
NOTHING = frozenset(("no", "nothing", "nobody", "none", "neither", "no-one"))
AWAITED = frozenset(("until", "till", "before"))
RANK = {"actual": 0, "planned": 1, "proposed": 2, "threatened": 3, "hypothetical": 4}


@dataclass(frozen=True, slots=True)
class Status:
    """How real a predicate is said to be (the values of ``Event``), with its tense and strength where they show."""

    modality: Modality = "actual"
    negated: bool = False
    stance: Stance = "asserted"
    tense: str | None = None
    strength: Strength | None = None


@cache
def _table(name: str, *keys: str) -> dict[tuple[str, ...], dict[str, str]]:
    return {tuple(row[key] for key in keys): row for row in rows(name)}


def clause_status(document: Document, form: Shape, above: Status | None, role: str) -> Status:
    """Return the status of a clause from its own words, its governor and, where it leans on it, the clause above."""
    own = _finite(document, form, above)
    consequent = role == "consequence" and own.modality != "actual"
    ahead = role == "time" and own.tense == "present" and _ahead(document, form, above)
    if role in ("condition", "concession", "comparison") or consequent or ahead or _asked(document, form):
        own = replace(own, modality="hypothetical")
    elif imperative(document, form.head) and (document.tokens[form.head].dep in ("ROOT", "conj", "parataxis", "ccomp")):
        own = replace(own, modality="proposed")
    own = replace(own, negated=own.negated != _denied(document, form.head))
    return _hedged(document, form.head, own)


def _ahead(document: Document, form: Shape, above: Status | None) -> bool:
    """True for what is still to come in the present tense: "until they leave", "we will talk when they return"."""
    marks = {document.tokens[j].lower for j in document.children[form.head]}
    coming = above is not None and above.modality != "actual"
    return bool(marks & AWAITED) or (coming and bool(marks & {"when", "once", "after"}))


def _finite(document: Document, form: Shape, above: Status | None) -> Status:
    token = document.tokens[form.head]
    words = {
        document.tokens[j].lower: document.tokens[j]
        for j in document.children[form.head]
        if document.tokens[j].dep in ("aux", "auxpass")
    }
    modal = next((_table("modals", "word")[word,] for word in words if (word,) in _table("modals", "word")), None)
    perfect = any(word in words for word in ("have", "having")) and token.tag == "VBN"
    if modal is not None:
        status = Status(modal["modality"], tense=modal["tense"] or None, strength=modal["strength"])  # type: ignore[arg-type]
        if token.lower == "going":
            status = replace(status, modality="planned")
        if modal["word"] in ("would", "'d") and not perfect and _backshifted(document, form):
            status = replace(status, modality="planned", tense="future")
        return _governed(document, form, above, status)
    if token.tag == "VB" and "to" in words and token.head == token.i:
        return Status("planned", tense="future", strength="will")  # a headline: "Moscow to expel ten diplomats"
    if "to" in words and (token.tag == "VB" or "be" in words):
        return _governed(document, form, above, Status("hypothetical", tense=None), infinitive=True, perfect=perfect)
    if form.relation == "coordinate" and above is not None and _leans(document, form):
        return (
            replace(above, negated=False) if child(document, document.tokens[form.head].head, "cc", ("but",)) else above
        )
    if perfect and "to" in words:
        return _governed(document, form, above, Status(tense="past"), perfect=True)
    return _governed(document, form, above, Status(tense=_tense(document, form.head, words)))


def _tense(document: Document, head: int, words: Mapping[str, Token]) -> str | None:
    tag = document.tokens[head].tag
    finite = [tag] + [
        document.tokens[j].tag for j in document.children[head] if document.tokens[j].dep in ("aux", "auxpass")
    ]
    if "VBD" in finite or ("VBN" in finite and ("have" in words or "has" in words or "'ve" in words)):
        return "past"
    return "present" if "VBP" in finite or "VBZ" in finite else None


def _backshifted(document: Document, form: Shape) -> bool:
    """True where "would" reports a past "will": a complement of a verb in the past."""
    if form.relation != "complement" or form.parent is None:
        return False
    above = document.tokens[form.parent]
    if above.pos == "ADJ":
        above = document.tokens[above.head]  # "made it clear that"
    if above.i != document.tokens[form.head].head and document.tokens[document.tokens[form.head].head].pos == "NOUN":
        return True  # "his warning that they would"
    return above.tag in ("VBD", "VBN") and child(document, form.parent, "aux", ("would", "could")) is None


def _leans(document: Document, form: Shape) -> bool:
    """True where a coordinate clause shares the auxiliaries of the first ("will meet and discuss")."""
    token = document.tokens[form.head]
    if subject(document, form.head) is not None or child(document, form.head, "aux") is not None:
        return False
    first = document.tokens[token.head]
    return token.tag in ("VB", "VBN", "VBG") and token.i > first.i


def _form(document: Document, form: Shape, infinitive: bool, perfect: bool) -> str:
    token = document.tokens[form.head]
    if perfect and child(document, form.head, "aux", ("to",)) is not None:
        return "perfect"
    if infinitive:
        return "to"
    if token.tag == "VBG" and child(document, form.head, "aux") is None:
        return "ing"
    modal = child(document, form.head, "aux", ("should",))
    if (
        (token.tag == "VB" and child(document, form.head, "aux") is None)
        or modal is not None
        or child(document, form.head, "auxpass", ("be",))
    ):
        return "subjunctive"
    return "that"


def governor(document: Document, head: int, form: str) -> dict[str, str] | None:
    """Return the line of data/governors.tsv for what governs the clause headed by ``head``, None where none does."""
    token = document.tokens[head]
    if token.head == head or token.dep in ("conj", "relcl", "parataxis"):
        return None
    above = document.tokens[token.head]
    if token.dep == "pcomp" or above.pos == "ADP":
        above = document.tokens[above.head] if above.head != above.i else above
    pos = {"VERB": "verb", "AUX": "verb", "ADJ": "adj", "NOUN": "noun"}.get(above.pos)
    if above.tag in ("VBN", "VBG") and pos == "adj":
        pos = "verb"
    if pos is None:
        return None
    lemma = above.lemma.lower()
    particle = child(document, above.i, "prt")
    table = _table("governors", "word", "pos", "form")
    for word in ([f"{lemma} {particle.lower}"] if particle else []) + [lemma, above.lower]:
        for key in (form, "any"):
            if (word, pos, key) in table:
                return table[word, pos, key]
    return None


def _governed(
    document: Document, form: Shape, above: Status | None, own: Status, infinitive: bool = False, perfect: bool = False
) -> Status:
    if above is None:
        return own
    token = document.tokens[form.head]
    shape = _form(document, form, infinitive, perfect)
    if (
        shape == "that"
        and child(document, form.head, "mark", ("if", "whether")) is not None
        and form.relation == "complement"
    ):
        return replace(own, modality="hypothetical")
    row = governor(document, form.head, shape)
    if (
        token.dep == "advcl"
        and shape != "perfect"
        and row is not None
        and shape != "to"
        and child(document, form.head, "mark", ("that",)) is None
    ):
        row = None
    if row is not None and row["modality"] == "threatened" and token.i < token.head and own.tense is not None:
        row = None  # "he has warned them, he threatened"
    if row is not None and _occasion(document, form.head, above):
        return replace(own, modality=above.modality, negated=above.negated, tense=above.tense)
    if row is not None:
        noun = document.tokens[token.head]
        if noun.pos in ("NOUN", "ADP") and noun.dep in SUBJECTS:
            above = replace(above, negated=False)
        return _ruled(row, own, above)
    if token.dep == "pcomp" and shape == "ing":
        return _gerund(document, form.head, own, above)
    if shape == "ing" and token.dep in ("advcl", "acl", "xcomp", "ccomp"):
        return replace(own, modality=above.modality, strength=above.strength)
    if token.tag == "VB" and child(document, form.head, "aux") is None and token.dep in ("ccomp", "xcomp"):
        return replace(above, tense=None)
    if infinitive and token.dep == "xcomp" and document.tokens[token.head].lemma == "be":
        return _to_be(document, form, above)
    return own


def _occasion(document: Document, head: int, above: Status) -> bool:
    """True for what somebody "had the opportunity to" do, and did."""
    noun = document.tokens[document.tokens[head].head]
    if noun.pos == "ADP":
        noun = document.tokens[noun.head]
    verb = document.tokens[noun.head]
    had = noun.dep == "dobj" and verb.lemma in ("have", "take", "use") and verb.tag in ("VBD", "VBN")
    return had and noun.lemma in class_words("occasion") and above.modality == "actual"


def _ruled(row: dict[str, str], own: Status, above: Status) -> Status:
    """Return the status that a line of data/governors.tsv gives to a complement."""
    modality = row["modality"]
    if modality == "own":
        return replace(own, negated=above.negated)
    if modality == "inherit":
        # a finite complement has a modality of its own
        found: Modality = own.modality if row["form"] in ("that",) or own.tense is not None else above.modality
        if above.modality == "hypothetical" and own.tense is None:
            found = "hypothetical"
    else:
        found = modality  # type: ignore[assignment]
        if own.tense is None and RANK[above.modality] == RANK["hypothetical"] and found == "planned":
            found = "hypothetical"
    negated = (
        above.negated != (row["negated"] == "yes") if (modality != "inherit" or own.tense is None) else own.negated
    )
    stance = row["stance"] or above.stance
    if row["stance"] == "denied" and above.negated:
        stance = "asserted"
    strength = own.strength or row["strength"] or (above.strength if modality == "inherit" else None)
    tense = "future" if found == "planned" and own.tense is None else own.tense
    return Status(found, negated, stance, tense, strength or None)  # type: ignore[arg-type]


def _gerund(document: Document, head: int, own: Status, above: Status) -> Status:
    preposition = document.tokens[document.tokens[head].head].lower
    if preposition in CONTRARY:
        return replace(own, modality=above.modality, negated=True)
    if preposition in FACTUAL:
        return replace(own, modality=above.modality)
    return replace(own, modality="hypothetical")


def _to_be(document: Document, form: Shape, above: Status) -> Status:
    """Return the status of "is to meet": a plan where somebody is to do it, else no more than what "be" has."""
    who = subject(document, form.parent) if form.parent is not None else None
    passive = child(document, form.head, "auxpass") is not None
    named = who is not None and (
        passive
        or (document.tokens[who].pos in ("PROPN", "PRON") and document.tokens[who].lower not in ("it", "this", "that"))
    )
    if named and above.modality == "actual":
        return Status("planned", above.negated, above.stance, "future", "will")
    return Status("hypothetical", above.negated, above.stance)


def _asked(document: Document, form: Shape) -> bool:
    """True for the main clause of a yes-or-no question."""
    token = document.tokens[form.head]
    sentence = document.sentences[token.sentence]
    if form.relation != "main" or not any(
        document.tokens[j].text == "?" for j in range(max(form.head, sentence.last - 3), sentence.last)
    ):
        return False
    return not any(
        document.tokens[j].tag in ("WRB", "WP", "WDT", "WP$")
        for j in range(sentence.first, min(sentence.first + 3, sentence.last))
    )


def _denied(document: Document, head: int) -> bool:
    """True where the clause's own words deny it: "not", "never", "no signals", "nothing"; but not "not only"."""
    for j in document.children[head]:
        token = document.tokens[j]
        if token.dep == "neg" or (
            token.dep == "advmod" and _table("hedges", "word", "pos").get((token.lower, "adv"), {}).get("negated")
        ):
            after = document.tokens[j + 1].lower if j + 1 < len(document.tokens) else ""
            if after not in ("only", "just", "merely", "simply"):
                return True
        if token.dep in SUBJECTS or token.dep in ("dobj", "attr", "preconj"):
            if token.lower in NOTHING:
                return True
            if any(document.tokens[k].lower in ("no", "neither") for k in document.children[j]) and token.lower not in (
                "doubt",
                "longer",
            ):
                return True
    return False


def _hedged(document: Document, head: int, status: Status) -> Status:
    for j in document.children[head]:
        row = _table("hedges", "word", "pos").get((document.tokens[j].lower, "adv"))
        graded = document.tokens[j + 1].pos == "ADV" if j + 1 < len(document.tokens) else False  # "perhaps most of all"
        if row is not None and document.tokens[j].dep in ("advmod", "npadvmod") and not graded:
            status = _with(status, row, negate=False)
    return status


def _with(status: Status, row: dict[str, str], negate: bool = True) -> Status:
    if row["modality"] and RANK[row["modality"]] > RANK[status.modality]:
        status = replace(status, modality=row["modality"])  # type: ignore[arg-type]
    if row["stance"]:
        status = replace(status, stance=row["stance"])  # type: ignore[arg-type]
    if row["negated"] and negate:
        status = replace(status, negated=not status.negated)
    return status


def noun_status(document: Document, noun: int, clause: Status, predicate: int) -> Status:
    """Return the status of the event that a noun names, within the clause headed by ``predicate``.

    A definite noun that is not what the clause brings about ("will discuss the attack") is as real as its own words
    make it; "will hold a meeting" is as real as the clause. Then come the noun's adjectives, "no", and the nouns it
    hangs on ("the threat of sanctions", "allegations of interference").
    """
    token = document.tokens[noun]
    children = [document.tokens[j] for j in document.children[noun]]
    definite = any(c.dep == "poss" or c.lower in ("the", "this", "these", "those", "that") for c in children)
    direct = token.head == predicate and token.dep in ("dobj", "nsubj", "nsubjpass", "attr")
    brought = direct and document.tokens[predicate].lemma in class_words("occurrence")
    status = Status(stance=clause.stance) if definite and not brought and noun != predicate else clause
    if any(c.dep == "det" and c.lower == "no" for c in children):
        status = replace(status, negated=status.negated or not direct)
    for c in children:
        row = _table("hedges", "word", "pos").get((c.lower, "adj"))
        if row is not None and c.dep in ("amod", "nmod", "compound"):
            status = _with(status, row)
    return _under(document, noun, status)


def _under(document: Document, noun: int, status: Status) -> Status:
    """Return ``status`` as changed by the nouns and verbs that the noun hangs on through a preposition."""
    i = noun
    while document.tokens[i].dep in ("pobj", "conj") and document.tokens[i].head != i:
        i = document.tokens[i].head
        if document.tokens[i].pos != "ADP":
            continue
        above = document.tokens[document.tokens[i].head]
        if above.i == i or document.tokens[i].lower not in (
            "of",
            "for",
            "about",
            "to",
            "on",
            "over",
            "from",
            "against",
        ):
            break
        pos = {"NOUN": "noun", "VERB": "verb"}.get(above.pos, "")
        form = "any" if pos == "noun" else "noun"
        row = _table("governors", "word", "pos", "form").get((above.lemma.lower(), pos, form))
        if row is not None:
            status = _with(status, {**row, "modality": "" if row["modality"] == "inherit" else row["modality"]})
        i = above.i
    return status
