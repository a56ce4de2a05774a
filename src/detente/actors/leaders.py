"""Who "the presidents", "the two leaders", "the ministers" are: those named together before, by their offices."""

from collections.abc import Callable

from detente.actors.build import of_entity
from detente.actors.phrases import head_noun
from detente.actors.scene import Scene
from detente.records import Actor

_HIGHEST = frozenset(
    ("president", "prime-minister", "supreme-leader", "monarch", "party-chief", "pope", "crown-prince", "leader")
)
_HEADS = frozenset(("president", "leader", "head"))
_RANKS = {
    "president": _HIGHEST,
    "leader": _HIGHEST | {"vice-president"},
    "head": _HIGHEST,
    "minister": frozenset(("foreign-minister", "defence-minister")),
    "diplomat": frozenset(("foreign-minister",)),
}
_FAR = 80


def is_leader(noun: str) -> bool:
    """True for a noun whose plural means the heads of the sides: presidents, leaders, heads, ministers, diplomats."""
    return noun in _RANKS


def leaders(scene: Scene, i: int) -> tuple[Actor, ...]:
    """Return the two whom mention ``i`` ("the presidents", "their presidents") means, () where that is not clear.

    The two last named ones of two countries who hold such an office; for heads of state else the leader whose office
    publishes the article beside the one named, or the leaders of the two countries last named.
    """
    phrase = scene.phrases[i]
    if phrase is None or phrase.head is None:
        return ()
    noun = head_noun(phrase.head)
    theirs = phrase.words[0].lower() == "their"
    named = () if theirs else _named(scene, i, noun)
    if len(named) == 2 or noun not in _HEADS:
        return named if len(named) == 2 else ()
    countries = [actor.country for actor in named if actor.country]
    countries += last_two(scene, i, side_of)
    if scene.voice is not None and not theirs:
        countries = [*countries[:1], scene.voice, *countries[1:]]
    found = [leader for country in dict.fromkeys(countries) if (leader := _leader(scene, country)) is not None]
    return tuple(found[:2]) if len(found) >= 2 else ()


def _named(scene: Scene, i: int, noun: str) -> tuple[Actor, ...]:
    """The last named holders of such an office, of two countries at most, in the order of the text; those whom only
    the title names after them."""
    found: dict[str, Actor] = {}
    for j in range(i - 1, max(-1, i - _FAR), -1):
        for actor in scene.meant.get(j, ()):
            if actor.country and actor.country not in found and _holds(scene, actor, noun):
                found[actor.country] = actor
        if len(found) >= 2:
            break
    titled = [actor for actor in scene.titled if actor.country not in found and _holds(scene, actor, noun)]
    told = list(found.values())[1::-1]
    return (*told, *titled[: 2 - len(told)]) if len(told) + len(titled) >= 2 else tuple(told)


def _holds(scene: Scene, actor: Actor, noun: str) -> bool:
    if actor.id is None or not actor.id.startswith("person:"):
        return False
    return any(term.office in _RANKS[noun] for term in scene.lexicon.tenures(actor.id, scene.on))


def _leader(scene: Scene, country: str) -> Actor | None:
    held = scene.lexicon.holders("leader", country, scene.on) if scene.on else ()
    return of_entity(held[0], held[0].name, None, scene.on, scene.lexicon, False) if len(held) == 1 else None


def side_of(actor: Actor) -> str | None:
    """Return the country that somebody stands for; None for a mere place ("the Geneva summit")."""
    place = actor.id is not None and actor.id.startswith("place:")
    return actor.country if actor.sector == "GOV" and not place else None


def last_two(scene: Scene, i: int, value: Callable[[Actor], str | None]) -> list[str]:
    """Return the two last different values before mention ``i``, in the order of the text."""
    found: list[str] = []
    for j in range(i - 1, max(-1, i - 60), -1):
        for actor in reversed(scene.meant.get(j, ())):
            told = value(actor)
            if told and told not in found and told != "IGO":
                found.append(told)
        if len(found) >= 2:
            break
    return found[:2][::-1]
