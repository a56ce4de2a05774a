"""Role nouns in an article -> who: by the office on the day, else by who was spoken of before."""

from dataclasses import replace

from detente.actors.build import GOVERNMENT, OUT_OF_OFFICE, holder_of, of_entity, of_phrase, state
from detente.actors.leaders import is_leader, last_two, leaders, side_of
from detente.actors.phrases import POSSESSIVE, Phrase, head_noun
from detente.actors.scene import Scene
from detente.lexicon import Lexicon
from detente.mentions import nominals
from detente.records import Actor

_FAR = 12
_PAIRS = frozenset(("two", "both"))
_SIDES = frozenset(("side", "country", "party", "nation", "state", "power", "government", "capital", "superpower"))
_PEOPLE = frozenset(("person", "office"))


def resolve_role(scene: Scene, i: int) -> None:
    """Take the role noun of mention ``i`` for the holder on the day, somebody spoken of before, or a group."""
    phrase = scene.phrases[i]
    if phrase is None or phrase.head is None:
        return
    head, phrase = phrase.head, _owned(scene, i, phrase)
    if len(phrase.countries) > 1 and (phrase.plural or head.named not in _PEOPLE):
        each = (_alone(scene, i, replace(phrase, countries=(country,), plural=False)) for country in phrase.countries)
        scene.mean(i, *(actor for actor in each if actor))
        return
    noun = head_noun(head)
    if phrase.definite and phrase.plural and not phrase.countries and (both := _pair(scene, i, noun)):
        scene.mean(i, *both)
        return
    if noun == "administration" and scene.voice and not phrase.countries and phrase.definite:
        scene.mean(i, state(scene.voice))
        return
    if own := _publishers_own(scene, i, phrase):
        scene.mean(i, own)
        return
    if earlier := _earlier(scene, i, phrase, noun):
        scene.mean(i, earlier)
        return
    if body := _same_body(scene, i, phrase, noun):
        scene.mean(i, body)
        return
    if government := _own_government(scene, i, phrase, noun):
        scene.mean(i, government)
        return
    if actor := _alone(scene, i, phrase):
        scene.mean(i, actor)


def _owned(scene: Scene, i: int, phrase: Phrase) -> Phrase:
    """A role without a country of its own is of the country of its owner ("its army", "the North's leader")."""
    token = scene.token(i)
    if phrase.countries or token is None or phrase.head is None or _is_relation(head_noun(phrase.head)):
        return phrase
    owners = [child for child in scene.document.children[token.i] if scene.document.tokens[child].dep == "poss"]
    for j in range(i + 1, min(i + 5, len(scene.mentions))) if owners else ():
        owner = scene.only(j)
        if scene.mentions[j].head in owners and owner is not None and owner.country:
            return replace(phrase, countries=(owner.country,))
    return phrase


def _is_relation(noun: str) -> bool:
    """Whether a noun tells how somebody stands to its owner, who may be of another country ("counterpart", "ally")."""
    return nominals().get(noun, {}).get("use") == "other" or noun in (
        "counterpart",
        "colleague",
        "interlocutor",
        "guest",
    )


def _alone(scene: Scene, i: int, phrase: Phrase) -> Actor | None:
    return of_phrase(phrase, scene.raw(i), scene.span(i), scene.on, scene.lexicon)


def _pair(scene: Scene, i: int, noun: str) -> tuple[Actor, ...]:
    """The two leaders in play for "the presidents", the two last named countries for "the sides"."""
    words = {word.lower() for word in scene.phrases[i].words}  # type: ignore[union-attr]
    if noun in _SIDES and (words & _PAIRS or noun in ("side", "party")):
        found = last_two(scene, i, side_of)
        sides = [state(country) for country in found]
        return tuple(sides) if len(sides) == 2 else ()
    return leaders(scene, i) if is_leader(noun) else ()


def _earlier(scene: Scene, i: int, phrase: Phrase, noun: str) -> Actor | None:
    """Who "the expert", "the minister", "the official" comes back to."""
    if not phrase.definite or phrase.plural or phrase.head is None or phrase.head.named not in _PEOPLE:
        return None
    if holder_of(phrase, scene.on, scene.lexicon):
        return None
    if own := _speakers_own(scene, i, phrase):
        return own
    best, most = None, 0.0
    for j in range(i - 1, max(-1, i - 80), -1):
        actor = scene.only(j)
        if actor is None or scene.mentions[j].end > scene.mentions[i].start or not _single_person(scene, j, actor):
            continue
        fit = _fit(scene, phrase, noun, actor, j)
        distance = scene.sentence(i) - scene.sentence(j)
        score = 4 + 0.3 * fit - 0.1 * distance
        if fit > 0 and distance <= (_FAR if fit < 2 else 40) and score > most:
            best, most = actor, score
    if best is not None:
        return best
    return _home_holder(scene, i, phrase)


def _single_person(scene: Scene, j: int, actor: Actor) -> bool:
    if actor.id is not None:
        return actor.id.startswith("person:")
    phrase = scene.phrases[j]
    if actor.named == "office" and actor.country is None:
        return False
    return actor.named in ("anonymous", "office") and phrase is not None and not phrase.plural


def _fit(scene: Scene, phrase: Phrase, noun: str, actor: Actor, j: int) -> float:
    """How well somebody spoken of before fits a role: 2 by the same office or noun, 1 by sector, 0 not at all."""
    if phrase.country and actor.country and phrase.country != actor.country:
        return 0
    head = phrase.head
    if head is not None and head.office and phrase.sector in OUT_OF_OFFICE and actor.sector == "GOV":
        return 0
    role = (actor.role or "").lower()
    if head is not None and head.office and actor.id:
        terms = scene.lexicon.tenures(actor.id, scene.on) if scene.on else ()
        if any(_is_office(scene.lexicon, head.office, term.office, term.country, actor.id, scene) for term in terms):
            return 2
    own = scene.phrases[j]
    if own is not None and own.head is not None and head_noun(own.head) == noun:
        return 2
    if noun in role.split():
        return 2
    if head is None or (head.office and actor.id is not None and scene.lexicon.tenures(actor.id)):
        return 0
    if noun == "interlocutor":
        return 1.5 if actor.sector in ("EDU", "MED", None) else 0.5
    if noun in ("democrat", "republican"):
        of_a_state = any(item.entities and item.entities[0].kind == "place" for item in phrase.items)
        sectors = ("LEG", "PTY", "ELI") if of_a_state else ("GOV", "LEG", "ELI", "PTY")
        return 1 if actor.country == "USA" and actor.sector in sectors else 0
    if phrase.sector and actor.sector == phrase.sector and head.named == "person":
        return 1
    return 0


def _is_office(lexicon: Lexicon, asked: str, held: str, country: str, person: str, scene: Scene) -> bool:
    return asked == held or any(entity.id == person for entity in lexicon.holders(asked, country, scene.on))


def _same_body(scene: Scene, i: int, phrase: Phrase, noun: str) -> Actor | None:
    """Which body with a name "the Commission" or "the ministry" comes back to: the last one whose name ends so."""
    if not phrase.definite or phrase.plural or phrase.countries or phrase.words[0].lower() in POSSESSIVE:
        return None
    for j in range(i - 1, max(-1, i - 80), -1):
        actor = scene.only(j)
        if actor and (actor.id or actor.country) and actor.named == "body" and actor.name.lower().split()[-1] == noun:
            return actor
    return None


def _own_government(scene: Scene, i: int, phrase: Phrase, noun: str) -> Actor | None:
    """Which "administration" or "government" is meant without a country: the speaker's, else the one told before."""
    if not phrase.definite or phrase.countries or noun not in GOVERNMENT or scene.only(i):
        return None
    statement = scene.inside(scene.mentions[i].start)
    speaker = scene.speaker(statement) if statement else None
    if speaker is not None and speaker.sector in ("GOV", "LEG") and speaker.country not in (None, "IGO"):
        return _alone(scene, i, replace(phrase, countries=(speaker.country or "",)))
    for j in range(i - 1, max(-1, i - 60), -1):
        actor, own = scene.only(j), scene.raw(j).lower()
        if actor and actor.country and actor.named == "body" and own.endswith(noun):
            return _alone(scene, i, replace(phrase, countries=(actor.country,)))
    return None


def _publishers_own(scene: Scene, i: int, phrase: Phrase) -> Actor | None:
    """Whom a government's own page calls "the President"."""
    if scene.voice is None or scene.said(i) is not None or phrase.plural or phrase.words[0].lower() != "the":
        return None
    return _holder_in(scene, phrase, scene.voice)


def _speakers_own(scene: Scene, i: int, phrase: Phrase) -> Actor | None:
    """Who somebody in office calls "the president": his own; also where his words are only reported."""
    highest = phrase.head is not None and phrase.head.office in ("president", "prime-minister")
    statement = scene.said(i) or (scene.inside(scene.mentions[i].start) if highest else None)
    speaker = scene.speaker(statement) if statement else None
    if speaker is None or speaker.sector != "GOV" or speaker.country is None:
        return None
    return _holder_in(scene, phrase, speaker.country)


def _home_holder(scene: Scene, i: int, phrase: Phrase) -> Actor | None:
    """Who is meant by "the president" without a country, where nobody spoken of before is: the outlet's."""
    country = scene.document.article.outlet_country
    return _holder_in(scene, phrase, country) if country and scene.said(i) is None else None


def _holder_in(scene: Scene, phrase: Phrase, country: str) -> Actor | None:
    if phrase.countries or phrase.head is None or phrase.head.office is None:
        return None
    holder = holder_of(replace(phrase, countries=(country,)), scene.on, scene.lexicon)
    return of_entity(holder, "", None, scene.on, scene.lexicon, False) if holder else None
