"""The whole article: every mention -> who, statements with speaker and addressee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente.actors.documents import issuer, signer
from detente.actors.names import resolve_names
from detente.actors.passages import carried
from detente.actors.plurals import group
from detente.actors.pronouns import resolve_pronoun, resolve_speaker_words
from detente.actors.roles import resolve_role
from detente.actors.scene import Scene, open_scene
from detente.lexicon import Lexicon
from detente.mentions import Mention
from detente.records import Actor, Span, Statement
from detente.sentences import Document


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is meant in an article. ``statements`` are those given, with speaker and addressee filled in."""

    statements: tuple[Statement, ...]
    _scene: Scene = field(repr=False)
    _by_token: Mapping[int, tuple[Actor, ...]] = field(repr=False)

    def at(self, span: Span) -> Actor | None:
        """Return who the mention at a span means (the span itself, else the mention that overlaps it most)."""
        i = self._scene.at(span)
        return _one(self._scene, i) if i is not None else None

    def of(self, token: int) -> tuple[Actor, ...]:
        """Return who the mention means whose head, name or role noun the token is; several for "the presidents"."""
        return self._by_token.get(token, ())


def resolve(
    document: Document,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    addressees: Mapping[str, Span],
    lexicon: Lexicon,
) -> Cast:
    """Return who every mention of the article means, by the day of its publication.

    Names first, over the whole article; then role nouns and pronouns in the order of the text ("his" before "his
    government"), each seeing who was meant before it; last "I" and "we", which need the speakers.
    """
    scene = open_scene(document, mentions, statements, addressees, lexicon)
    resolve_names(scene)
    _resolve_notes(scene)
    for i in sorted(range(len(scene.mentions)), key=lambda i: (scene.mentions[i].end, -scene.mentions[i].start)):
        mention = scene.mentions[i]
        if mention.kind == "nominal" and i not in scene.meant:
            resolve_role(scene, i)
        elif mention.kind == "pronoun":
            resolve_pronoun(scene, i)
    signed = signer(scene)
    for i, mention in enumerate(scene.mentions):
        if mention.kind == "pronoun" and i not in scene.meant:
            resolve_speaker_words(scene, i, signed)
    spoken = carried(document, [_with_actors(scene, statement) for statement in statements])
    return Cast(spoken, scene, _by_token(scene))


def _resolve_notes(scene: Scene) -> None:
    """An editors' note right after a role or pronoun explains who that is."""
    for i, mention in enumerate(scene.mentions):
        if mention.kind != "note" or (actor := scene.only(i)) is None:
            continue
        before = [j for j in range(i) if 0 <= mention.start - scene.mentions[j].end <= 2]
        for j in before:
            if scene.mentions[j].kind in ("nominal", "pronoun"):
                scene.mean(j, actor)


def _with_actors(scene: Scene, statement: Statement) -> Statement:
    speaker = scene.at(statement.source_span) if statement.source_span else None
    span = scene.addressees.get(statement.id)
    addressee = scene.at(span) if span else None
    return replace(
        statement,
        speaker=_speaker(scene, speaker, statement) if speaker is not None else issuer(scene, statement),
        addressee=_one(scene, addressee) if addressee is not None else None,
    )


_NEAR = 12  # mentions around the one that a source is known by


def _speaker(scene: Scene, i: int, statement: Statement) -> Actor | None:
    """Who a statement's source means: all who are joined in it ("Obama and Cameron said")."""
    start, end = statement.source_span or (0, 0)
    near = range(max(0, i - _NEAR), min(i + _NEAR, len(scene.mentions)))
    inside = [j for j in near if start <= scene.mentions[j].start and scene.mentions[j].end <= end]
    together = group(scene, inside[0]) if len(inside) > 1 else ()
    return _joint(scene, i, together) if len({actor.name for actor in together}) > 1 else _one(scene, i)


def _one(scene: Scene, i: int) -> Actor | None:
    """Who a mention means as one actor; several joined are one without id."""
    actors = scene.meant.get(i, ())
    return _joint(scene, i, actors) if len(actors) > 1 else actors[0] if actors else None


def _joint(scene: Scene, i: int, actors: Sequence[Actor]) -> Actor:
    """Several as one actor, of their common country if they have one."""
    countries = {actor.country for actor in actors}
    sectors = {actor.sector for actor in actors}
    country = countries.pop() if len(countries) == 1 else None
    sector = sectors.pop() if len(sectors) == 1 else None
    name = " and ".join(actor.name for actor in actors)
    return Actor(None, name, scene.raw(i), scene.span(i), None, country, sector, None, actors[0].named)


def _by_token(scene: Scene) -> dict[int, tuple[Actor, ...]]:
    """Token -> who, for heads first, then for the words of names and role nouns."""
    found: dict[int, tuple[Actor, ...]] = {}
    for i, mention in enumerate(scene.mentions):
        if mention.head >= 0 and i in scene.meant:
            found.setdefault(mention.head, scene.meant[i])
    for i, mention in enumerate(scene.mentions):
        for token in (*range(*(mention.name or (0, 0))), *mention.roles):
            if i in scene.meant:
                found.setdefault(token, scene.meant[i])
    return found
