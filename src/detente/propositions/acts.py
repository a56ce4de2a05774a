"""Propositions that a word makes: "offered to", "threatened sanctions", "is ready to", "an invitation to"."""

from collections.abc import Iterator
from functools import cache

from detente.clauses import class_words
from detente.lexicon import rows
from detente.propositions.draft import Draft
from detente.propositions.scene import Scene
from detente.propositions.weighing import coordinates
from detente.records import Strength
from detente.sentences import Token

POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}


@cache
def _light() -> frozenset[str]:
    """Verbs whose subject performs the act that their object names ("made an offer")."""
    return frozenset(row["word"] for row in rows("acts") if row["force"] == "light")


@cache
def _acts() -> dict[tuple[str, str], tuple[dict[str, str], ...]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("acts"):
        if row["force"] == "light":
            continue
        found.setdefault((row["word"], row["pos"]), []).append(row)
    return {key: tuple(entries) for key, entries in found.items()}


def drafts_by_acts(scene: Scene) -> Iterator[Draft]:
    """Yield the drafts that the words of data/acts.tsv make, in order of the text."""
    for token in scene.document.tokens:
        pos = POS.get(token.pos)
        if token.tag in ("VBN", "VBD", "VBG", "VB") and token.pos == "ADJ":
            pos = "verb" if (token.lemma.lower(), "verb") in _acts() else pos
        if pos is None or scene.asked(token.i):
            continue
        particles = [child.lower for child in scene.children(token.i, "prt")] if pos == "verb" else []
        word = " ".join([token.lemma.lower() if pos != "adj" else token.lower, *particles[:1]])
        for row in _acts().get((word, pos), _acts().get((word.split()[0], pos), ())):
            if not _performed(scene, token, pos, row["hint"]):
                continue
            for frame in row["frames"].split():
                for outcome in _outcomes(scene, token, pos, frame, row):
                    if (row["hint"] == "warn" or row["word"] == "agree") and _ought(scene, outcome):
                        continue  # "warned that they must leave" asks
                    draft = _draft(scene, token, pos, row, frame, outcome)
                    own = [subject.i for subject in scene.children(outcome, "nsubj")]
                    alone = row["hint"] == "named" or (row["force"] == "ask" and pos == "adj")
                    if not alone or draft.addressee is not None or own:
                        yield draft
                        yield from coordinates(scene, draft)


def _performed(scene: Scene, token: Token, pos: str, hint: str) -> bool:
    """True where the act itself is told as done, or as being done: not denied, not conditional."""
    clause = scene.clause(token.i)
    if clause.role == "condition" or _counterfactual(scene, clause.head):
        return False
    above = scene.token(scene.token(clause.head).head)
    if clause.relation == "complement" and not scene.is_said(clause) and above.lower in class_words("belief"):
        return False  # "is convinced that they are about to"
    if hint == "mulled" and clause.asserted_by is None:
        return False  # what an outlet says that somebody weighs
    if hint == "denied":
        return clause.negated
    if pos == "adj" and clause.modality == "proposed":
        return False  # "we must be ready to"
    if pos == "adj" and hint == "offer" and clause.relation == "relative":
        return False  # "the steps that we are prepared to take"
    if pos == "noun" and token.lemma == "will" and not scene.children(token.i, "poss"):
        return False  # "there is the will to"
    if hint == "weighed" and pos == "noun" and not (token.dep == "dobj" and scene.token(token.head).lemma in _light()):
        return False  # "complied with its agreement to"
    if pos == "noun" and token.dep == "dobj" and scene.token(token.head).lemma in class_words("claim"):
        return False  # "we need guarantees that"
    if pos == "noun":
        return hint == "deniable" or not _denied(scene, token)
    if clause.negated and hint != "deniable":
        return False
    stale = clause.tense == "past" and (clause.asserted_by is None or clause.quoted)
    if token.lemma in class_words("stale") and any(aux.lower == "had" for aux in scene.children(token.i, "aux")):
        return False  # "had hoped to"
    if stale and (pos == "adj" or token.lemma in class_words("stale")):
        return False  # "was ready to", "had planned to" are history
    if clause.modality == "hypothetical" and clause.strength is None and clause.role != "consequence":
        return False
    if token.tag == "VBN" and token.dep == "acl" and token.lemma in class_words("design"):
        return False  # "projects intended to"
    if hint == "passive" and not scene.children(token.i, "auxpass") and token.dep not in ("acl", "acomp", "oprd"):
        return False
    if clause.relation == "relative" and clause.parent is not None and scene.clauses[clause.parent].negated:
        return False  # "there is nothing that they proposed"
    return clause.modality in ("actual", "planned") or clause.role == "consequence" or pos == "adj"


def _counterfactual(scene: Scene, head: int) -> bool:
    words = {aux.lower for aux in scene.children(head, "aux")}
    return bool(words & {"would", "could", "might"}) and "have" in words


def _denied(scene: Scene, token: Token) -> bool:
    return any(child.lower in ("no", "without", "any") for child in scene.children(token.i))


def _ought(scene: Scene, outcome: int) -> bool:
    return any(aux.lower in ("must", "should", "ought") for aux in scene.children(outcome, "aux"))


def _had(scene: Scene, token: Token) -> bool:
    """True for what somebody has, or not: "does not have plans to"."""
    return token.dep == "dobj" and scene.token(token.head).lemma == "have"


def _outcomes(scene: Scene, token: Token, pos: str, frame: str, row: dict[str, str]) -> list[int]:
    """Return the head tokens of what stands in a frame beside the act's word."""
    frame, _, preposition = frame.partition(":")
    places = [token.i]
    if row["hint"] == "reserved" and not any(child.lemma == "right" for child in scene.children(token.i, "dobj")):
        return []  # "reserved funds to"
    if pos == "adj" and token.dep in ("acomp", "oprd", "conj", "attr"):
        places.append(token.head)
    if pos == "verb" and (row["who"] == "addressee" or row["hint"] == "reserved"):
        objects = scene.children(token.i, "dobj")
        reserved = row["hint"] == "reserved"
        places.extend(o.i for o in objects if (o.lemma == "right" if reserved else scene.named(o.i)))
    above = scene.token(token.head)
    follows = scene.document.tokens[token.i + 1 : token.i + 2]
    apart = bool(scene.children(token.i, "prep")) or any(after.lower == "to" for after in follows)
    if pos == "noun" and token.dep == "dobj" and above.lemma in _light() and apart:
        places.append(above.i)  # "secured a promise from them to leave"
    if frame == "to" and not preposition and "obj:for" in row["frames"] and _led(scene, token, "for"):
        return []  # "pushes for talks to end the war"
    found: list[int] = []
    for place in places:
        found.extend(_framed(scene, token, place, frame, preposition))
    if found and frame == "to" and pos == "noun" and above.pos == "VERB" and above.i not in places:
        after = (child for child in scene.children(above.i, "advcl") if child.i > found[-1] and child.tag == "VB")
        found.extend(child.i for child in after if scene.token(child.i - 2).text == ",")  # ", to support"
    return list(dict.fromkeys(found))


def _led(scene: Scene, token: Token, preposition: str) -> bool:
    """True where a preposition hangs on a word, with somebody's name or a noun that nobody is."""
    found = [child for child in scene.children(token.i, "prep") if child.lower == preposition]
    return bool(found) and not any(scene.cast.of(j.i) for j in scene.children(found[0].i, "pobj"))


_PLAIN = (("ing", "xcomp", "VERB"), ("passive", "nsubjpass", "NOUN"), ("obj", "dobj", "NOUN"))


def _framed(scene: Scene, token: Token, place: int, frame: str, preposition: str) -> Iterator[int]:
    if frame == "to" and preposition and not any(c.lower == preposition for c in scene.children(token.i, "prep")):
        return  # "called them to thank", not "called on them to leave"
    for child in scene.children(place):
        if frame == "to" and child.i > token.i and _infinitive(scene, child):
            if not any(between.text == ":" for between in scene.document.tokens[token.i : child.i]):
                yield child.i
        elif place != token.i and (frame, token.pos) not in (("that", "ADJ"), ("ing", "NOUN")):
            continue
        elif frame in ("that", "subjunctive"):
            if child.i > token.i and _complement(scene, child, "subjunctive" in (frame, preposition)):
                yield child.i
        elif preposition or frame in ("of", "with"):
            yield from _governed(scene, child, preposition or frame, frame)
        elif scene.cast.of(child.i) or (frame == "passive" and scene.children(token.i, "xcomp")):
            continue
        elif (frame, child.dep, child.pos) in _PLAIN and (frame != "ing" or child.tag == "VBG"):
            yield child.i


def _governed(scene: Scene, child: Token, preposition: str, frame: str) -> Iterator[int]:
    if child.dep == "prep" and child.lower == preposition:
        for j in scene.children(child.i, "pobj", "pcomp"):
            if (j.dep == "pcomp") if frame == "ing" else j.pos in ("NOUN", "VERB"):
                yield j.i
            elif frame == "ing":
                doing = scene.children(j.i, "acl") if preposition == "of" or scene.cast.of(j.i) else ()
                yield from (k.i for k in doing if k.tag == "VBG")  # "of both reaching a deal"


def _infinitive(scene: Scene, child: Token) -> bool:
    if child.dep == "advcl" and scene.token(child.head).lemma == "want":
        return False  # "wants missiles, to deter"
    if child.lemma == "do" and any(c.tag == "WP" for c in scene.children(child.i, "dobj")):
        return False  # "what they intend to do"
    split = child.lower in ("de", "re") and scene.document.tokens[child.i + 1 : child.i + 2][0].text == "-"
    if child.tag != "VB" and not split:
        return False
    parallel = child.dep == "conj" and scene.token(child.head).tag in ("VBD", "VBZ", "VBP")
    clausal = parallel or split or child.dep in ("xcomp", "ccomp", "advcl", "acl", "relcl")
    return clausal and any(aux.lower == "to" for aux in scene.children(child.i, "aux"))


def _complement(scene: Scene, child: Token, subjunctive: bool) -> bool:
    """True for a finite complement; where ``subjunctive`` for one that asks ("that they withdraw")."""
    auxiliaries = {aux.lower for aux in scene.children(child.i, "aux")}
    if "to" in auxiliaries or child.dep not in ("ccomp", "acl", "advcl"):
        return False
    if subjunctive:
        bare = child.tag == "VB" or (child.tag == "VBP" and scene.token(child.head).tag in ("VBD", "VBN"))
        return child.dep == "ccomp" and (bare or _be(scene, child)) and not auxiliaries - {"should"}
    clause = scene.heads.get(child.i)
    if clause is None or (clause.modality == "actual" and clause.role != "consequence"):
        return False  # "warned that the talks had failed"
    marks = {mark.lower for mark in scene.children(child.i, "mark")}
    modal = any(aux.tag == "MD" for aux in scene.children(child.i, "aux"))
    return "that" in marks or (child.dep == "ccomp" and modal)


def _be(scene: Scene, child: Token) -> bool:
    return any(aux.lower == "be" for aux in scene.children(child.i, "auxpass"))


def _draft(scene: Scene, token: Token, pos: str, row: dict[str, str], frame: str, outcome: int) -> Draft:
    maker, addressee = _sides(scene, token, pos, row["hint"] == "named")
    doer: int | None = {"maker": maker, "addressee": addressee}.get(row["who"])
    force = row["force"]
    if row["who"] == "any" and force == "ask" and pos == "verb" and frame == "to" and addressee is not None:
        doer = addressee  # "pressed them to leave"
    elif row["who"] == "any":
        doer = scene.subject(outcome) if outcome in scene.heads else None
    clause = scene.clause(token.i)
    firm: Strength = row["strength"] or clause.strength or "will"  # type: ignore[assignment]
    strength: Strength = "all_options" if row["hint"] == "reserved" else firm
    if strength == "will" and outcome in scene.heads and scene.heads[outcome].strength is not None:
        strength = scene.heads[outcome].strength or strength
    score = 0.8 if pos == "verb" and outcome in scene.heads else 0.65
    rule = f"propositions.act:{row['word']}"
    told = _had(scene, token) if pos == "noun" else True
    denied = row["hint"] == "deniable" and ((clause.negated and told) or _denied(scene, token))
    hint = "negated" if denied else row["hint"]
    wished = token.lemma == "hope" and frame == "that"
    wished = wished or (token.lemma == "expect" and frame == "to" and row["hint"] != "passive" and maker is not None)
    if wished and doer is not None and scene.named(doer):
        hint = "hoped"
    if force == "commit" and _seeming(scene, token) and scene.statement(token.i) is not None:
        force, maker, hint = "foretell", None, ""
    whole = frame == "passive"
    return Draft(outcome, token.i, force, maker, addressee, doer, hint, rule, score, strength, whole)  # type: ignore[arg-type]


def _seeming(scene: Scene, token: Token) -> bool:
    """True for what somebody only seems to intend: others say so."""
    above = scene.token(token.head)
    return token.dep in ("xcomp", "oprd") and above.lemma in class_words("seeming")


def _sides(scene: Scene, token: Token, pos: str, stressed: bool) -> tuple[int | None, int | None]:
    """Return the tokens of who performs the act and of whom it is addressed to."""
    if pos == "noun":
        return _noun_maker(scene, token, stressed), _by_preposition(scene, token, "to", "on", "from")
    if pos == "adj":
        who = scene.subject(token.head if token.dep in ("acomp", "oprd", "conj", "attr") else token.i)
        return who, _by_preposition(scene, token, "for")
    bare = token.tag == "VBN" and token.dep in ("advcl", "acl") and not scene.children(token.i, "aux")
    if bare or scene.children(token.i, "nsubjpass"):
        agents = [j.i for child in scene.children(token.i, "agent") for j in scene.children(child.i, "pobj")]
        return (agents[0] if agents else None), scene.subject(token.i)
    objects = [
        c.i
        for c in scene.children(token.i, "dative", "dobj", "iobj")
        if c.pos in ("PROPN", "PRON", "NOUN") and scene.actors(c.i)
    ]
    inner = [
        s.i
        for c in scene.children(token.i, "ccomp", "xcomp", "advcl")
        for s in scene.children(c.i, "nsubj")
        if c.i > token.i
    ]
    addressee = objects[0] if objects else _by_preposition(scene, token, "on", "upon", "to", "with")
    if (
        addressee is None
        and inner
        and token.lemma in ("urge", "ask", "want", "tell", "order", "allow", "require", "press")
    ):
        addressee = inner[0]
    return scene.subject(token.i), addressee


def _by_preposition(scene: Scene, token: Token, *words: str) -> int | None:
    for child in scene.children(token.i, "prep", "dative"):
        if child.lower in words:
            for j in scene.children(child.i, "pobj"):
                if j.pos in ("PROPN", "PRON") or scene.cast.of(j.i):
                    return j.i
    return None


def _noun_maker(scene: Scene, token: Token, stressed: bool) -> int | None:
    """Return who makes what a noun names: its possessor, "by" or "from", or the subject of the verb it completes."""
    for child in scene.children(token.i, "poss"):
        return child.i
    by = _by_preposition(scene, token, "by", "from", "of")
    if by is not None:
        return by
    for child in scene.children(token.i, "amod", "compound", "nmod"):
        if scene.cast.of(child.i):
            return child.i
    verb = scene.token(token.head)
    within = verb.pos == "ADP" and verb.lower in ("on", "with")
    if verb.pos == "ADP":
        verb = scene.token(verb.head)
    if verb.pos in ("VERB", "AUX") and (stressed or within or verb.lemma in _light()) and token.dep != "nsubj":
        return scene.subject(verb.i)
    return None
