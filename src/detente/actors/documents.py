"""A document that speaks -> who issued it, where the article says so."""

import re

from detente.actors.build import of_entity
from detente.actors.scene import Scene
from detente.records import Actor, Span, Statement
from detente.sentences import Token
from detente.statements import is_document, subject_of

_ISSUING = frozenset(("sign", "issue", "publish", "release", "adopt", "approve", "send", "post"))
_NEAR = 600  # characters
_SENT = frozenset(("telegram", "message", "letter", "greeting"))


def issuer(scene: Scene, statement: Statement) -> Actor | None:
    """Return who issued the document that a statement is attributed to; None where nobody is told.

    He who signed or published it in the same clause ("signed a decree, according to which ..."), he who spoke in it
    before ("said in a readout"), or, for a message on the page of a head of state, that head of state.
    """
    token = _head(scene, statement.source_span) if statement.source_span else None
    if token is None or not (is_document(token) or token.lemma.lower() in _SENT):
        return None
    if (owner := _owner(scene, token)) is not None:
        return owner
    above = scene.document.tokens[token.head]
    if token.dep == "dobj" and above.lemma.lower() in _ISSUING:
        subject = subject_of(scene.document, above.i)
        held = (scene.only(j) for j, mention in enumerate(scene.mentions) if mention.head == subject)
        return next((actor for actor in held if actor is not None), None)
    if not _definite(scene, token):
        return None
    for other in reversed(scene.statements):
        own = (other.venue or "").lower().split()
        if other.start < statement.start and own and own[-1] == token.lower and (actor := scene.speaker(other)):
            return actor
    return _publisher(scene) if token.lemma.lower() in _SENT else _last_body(scene, statement)


def signer(scene: Scene) -> Actor | None:
    """Return who says "I" in a text that is nobody's quotation: who signs it below, or whose word its title calls it
    ("Statement by President Biden"; "the President" is he whose office publishes it)."""
    lines = [line.strip() for line in scene.document.article.text.splitlines() if line.strip()]
    for line in lines[-_LAST:]:
        for entity in scene.lexicon.find(line.title(), scene.on) if _LEAST < len(line) < _MOST else ():
            if entity.kind == "person" and " " in line:
                return of_entity(entity, entity.name, None, scene.on, scene.lexicon, False)
    title = scene.document.article.title or ""
    if scene.voice is None or not _BY.match(title):
        return None
    return scene.titled[0] if scene.titled and not _BY_OFFICE.match(title) else _publisher(scene)


_LAST, _LEAST, _MOST = 5, 6, 40
_BY = re.compile(r"(?:Statement|Remarks|Letter|Message|Address|Speech) (?:by|from|of) ")
_BY_OFFICE = re.compile(r"\w+ (?:by|from|of) the President\b(?! of)")


def _head(scene: Scene, span: Span) -> Token | None:
    """The token that heads a span: the first noun whose own head lies outside."""
    token = scene.noun(span)
    while token is not None and token.dep == "pobj" and scene.document.tokens[token.head].lower == "of":
        token = scene.document.tokens[scene.document.tokens[token.head].head]
    return token


def _owner(scene: Scene, token: Token) -> Actor | None:
    """Whose the document is: "his statement"."""
    owners = [c for c in scene.document.children[token.i] if scene.document.tokens[c].dep == "poss"]
    held = (scene.only(j) for j, mention in enumerate(scene.mentions) if mention.head in owners)
    return next((actor for actor in held if actor is not None), None)


def _definite(scene: Scene, token: Token) -> bool:
    first = scene.document.tokens[scene.document.edges[token.i][0]]
    return first.lower in ("the", "this", "that")


def _last_body(scene: Scene, statement: Statement) -> Actor | None:
    """The body that spoke shortly before."""
    for other in reversed(scene.statements):
        actor = scene.speaker(other) if statement.start - _NEAR < other.start < statement.start else None
        if actor is not None and actor.named == "body" and actor.sector != "MED":
            return actor
    return None


def _publisher(scene: Scene) -> Actor | None:
    if scene.voice is None or scene.on is None:
        return None
    held = scene.lexicon.holders("leader", scene.voice, scene.on)
    return of_entity(held[0], held[0].name, None, scene.on, scene.lexicon, False) if len(held) == 1 else None
