"""Names in an article -> who: full names first, then the short ones that come back to them."""

from dataclasses import replace
from functools import cache

from detente.actors.build import as_told, code, of_entity, of_unknown, role_text, slug, state
from detente.actors.free import free_actor
from detente.actors.items import is_honorific, is_institution
from detente.actors.namesakes import namesakes
from detente.actors.phrases import Phrase
from detente.actors.scene import Scene
from detente.actors.spelling import alike, spelled
from detente.lexicon import Entity, key, rows
from detente.mentions import given_names, nominals
from detente.records import Actor, Span

_PERSONAL = frozenset(("person", "office"))


def resolve_names(scene: Scene) -> None:
    """Take every name for somebody: the lexicon's, or one person or body throughout the article."""
    full = _full_names(scene)
    for i, mention in enumerate(scene.mentions):
        if mention.kind in ("label", "note"):
            _resolve_label(scene, i, full)
    labelled = (scene.only(i) for i, mention in enumerate(scene.mentions) if mention.kind == "label")
    full |= {key(a.name): a for a in labelled if a and (a.id or "").startswith("person:") and key(a.name) not in full}
    for i, mention in enumerate(scene.mentions):
        if mention.kind not in ("label", "note") and mention.name is not None:
            _resolve_name(scene, i, full)


def _resolve_label(scene: Scene, i: int, full: dict[str, Actor]) -> None:
    """A transcript's label or an editors' note: its name, its office (the outlet's country's), or nobody named."""
    text = scene.raw(i).strip(" :().–—-[]") if scene.mentions[i].kind == "label" else _note(scene, i)
    if (row := _labels().get(text.lower())) is not None:
        sector = row["sector"] or None
        scene.mean(i, Actor(None, row["name"], text, None, None, None, sector, None, "anonymous"))
        return
    actor = free_actor(text, scene.on, scene.lexicon, scene.document.article.outlet_country)
    if actor is not None and actor.named == "place" and " " in text and not scene.lexicon.find(text):
        actor = of_unknown(text, None, text, None, "person")
    if actor is not None and scene.mentions[i].kind == "note" and not (actor.id or "").startswith("person:"):
        return
    if actor is not None and actor.named == "person" and (known := _fuller(actor.name, full)):
        actor = known
    if scene.mentions[i].kind == "label" and text.isupper() and (actor is None or actor.id is None):
        actor = _of_initials(scene, text.casefold(), full) or actor
    if actor is not None:
        scene.mean(i, actor)


def _of_initials(scene: Scene, initials: str, full: dict[str, Actor]) -> Actor | None:
    """Whom an interview labels by initials: an earlier label's, else the only one of that name in the article."""
    for i, actors in scene.meant.items():
        if scene.mentions[i].kind == "label" and _initials(scene.raw(i)) == initials:
            return actors[0]
    fits = {actor.id: actor for name, actor in full.items() if actor.named == "person" and _initials(name) == initials}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _initials(name: str) -> str:
    words = name.casefold().strip(" :").split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _note(scene: Scene, i: int) -> str:
    start = scene.mentions[i].start
    notes = (note for paragraph in scene.document.paragraphs for note in paragraph.notes)
    text = next((note.text for note in notes if note.start == start), "")
    return text.partition(" (@")[0]


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {row["label"]: row for row in rows("labels")}


def _resolve_name(scene: Scene, i: int, full: dict[str, Actor]) -> None:
    phrase, name = scene.phrases[i], scene.name(i) or ""
    known = _choose(scene, i, full)
    if body := _elsewhere(scene, i, name) or _longer(scene, i, name):
        scene.mean(i, body)
        return
    if known is not None:
        former = bool(phrase and phrase.former)
        actor = of_entity(known, scene.raw(i), scene.span(i), scene.on, scene.lexicon, former)
        scene.mean(i, _told_role(actor, phrase, scene))
        return
    if country := scene.lexicon.demonym(name):
        scene.mean(i, _of_people(country, name, scene.raw(i)))
        return
    if found := _fuller(name, full):
        scene.mean(i, found)


def _elsewhere(scene: Scene, i: int, name: str) -> Actor | None:
    """Another country's institution than the one that the lexicon knows by that word ("the Nigerian Senate")."""
    phrase, entities = scene.phrases[i], scene.mentions[i].entities
    country = phrase.country if phrase else None
    if country in (None, "IGO") or not entities or entities[0].kind != "body" or not is_institution(name):
        return None
    if any(entity.country in (country, None) for entity in entities):
        return None
    full = scene.raw(i).removeprefix("The ").removeprefix("the ")
    sector = entities[0].sector
    return Actor(f"body:{slug(full)}", full, full, None, code(country, sector), country, sector, None, "body")


def _longer(scene: Scene, i: int, name: str) -> Actor | None:
    """The body named in full before whose last word stands alone here ("the Times", "the Senate")."""
    words = name.removeprefix("The ").removeprefix("the ").split()
    known = scene.mentions[i].entities
    if len(words) != 1 or words[0].isupper() or not known or known[0].kind not in _BODIES:
        return None
    for j in range(i - 1, max(-1, i - 60), -1):
        actor = scene.only(j)
        own = actor.name.split() if actor and actor.named == "body" else []
        if actor is not None and len(own) > 1 and own[-1] == words[0] and own[-2] not in ("of", "the", "The"):
            return actor
    return None


_BODIES = frozenset(("outlet", "body", "igo", "party"))


def _told_role(actor: Actor, phrase: Phrase | None, scene: Scene) -> Actor:
    """Somebody without an office on the day wears the role that the article tells."""
    if actor.sector == "ELI" and actor.named == "person" and phrase is not None:
        actor = as_told(actor, phrase, scene.on)
    if actor.role is not None or actor.named != "person" or phrase is None or phrase.former:
        return actor
    country = actor.country
    if phrase.country and not scene.lexicon.tenures(actor.id or ""):
        country = phrase.country
    return replace(actor, role=role_text(phrase), country=country, code=code(country, actor.sector))


def _of_people(country: str, name: str, raw: str) -> Actor:
    """ "The Americans" as a side are the state, "Americans" are people."""
    if name.endswith("s") and not raw.lower().startswith("the ") and name.lower() not in ("us", "u.s"):
        return Actor(None, name, raw, None, code(country, "CVL"), country, "CVL", None, "anonymous")
    return state(country)


def _choose(scene: Scene, i: int, full: dict[str, Actor]) -> Entity | None:
    """The candidate that the title's country supports, else the first; none where the article knows somebody else of
    that surname and not the candidate."""
    phrase, name = scene.phrases[i], scene.name(i) or ""
    entities = _candidates(scene, i, name)
    if not entities:
        return None
    if phrase is not None and phrase.country:
        supported = [entity for entity in entities if entity.country == phrase.country]
        if supported:
            return supported[0]
    first = entities[0]
    if first.kind != "person" or " " in name or any(actor.id == first.id for actor in full.values()):
        return first
    if _fuller(name, full) is not None or not _is_known_by_surname(scene, i, first):
        return None
    return first


def _candidates(scene: Scene, i: int, name: str) -> tuple[Entity, ...]:
    phrase = scene.phrases[i]
    found = scene.mentions[i].entities or spelled(name, phrase, scene.on, scene.lexicon)
    return found if " " in name else namesakes(found, phrase, scene.on, scene.lexicon)


def _is_known_by_surname(scene: Scene, i: int, person: Entity) -> bool:
    """Whether a bare surname may mean the lexicon's person whom the article never names in full: with a title before
    it, in office on the day, once head of a state or government, or in the lexicon for no office at all."""
    phrase = scene.phrases[i]
    if phrase is not None and any(item.kind == "title" or is_honorific(item.text) for item in phrase.items):
        return True
    if scene.article_of(i) in ("the", "a", "an"):
        return False
    terms = scene.lexicon.tenures(person.id)
    now = scene.on is None or any(term.covers(scene.on) for term in terms)
    return not terms or now or any(term.office in _HIGHEST for term in terms)


_HIGHEST = frozenset(("president", "prime-minister", "supreme-leader", "monarch", "vice-president"))


# --- names that the lexicon doesn't know --------------------------------------------------------------------


def _full_names(scene: Scene) -> dict[str, Actor]:
    """Everybody with a full name (or a title) in the article, by folded name; the lexicon's people among them."""
    found: dict[str, Actor] = {}
    named = [(i, scene.name(i) or "") for i, mention in enumerate(scene.mentions) if mention.name and mention.head >= 0]
    for i, name in sorted(named, key=lambda pair: " " not in pair[1].replace("-", " ")):
        entities = _candidates(scene, i, name)
        if entities:
            if entities[0].kind == "person" and " " in name:
                found[key(name)] = of_entity(entities[0], name, None, scene.on, scene.lexicon, False)
            continue
        new = not scene.lexicon.demonym(name) and (" " in name or _fuller(name, found) is None)
        if new and (actor := _somebody(scene, i, name)):
            _enter(found, actor)
    return found


def _enter(found: dict[str, Actor], actor: Actor) -> None:
    """Enter somebody, or add to what is known of him."""
    same = next((k for k, other in found.items() if _same_person(other, actor)), None)
    if same is None:
        found[key(actor.name)] = actor
        return
    other = found[same]
    country, sector = other.country or actor.country, other.sector or actor.sector
    named = "person" if "person" in (other.named, actor.named) else other.named
    role = other.role or actor.role
    found[same] = replace(
        other,
        country=country,
        sector=sector,
        role=role,
        code=code(country, sector),
        named=named,
    )


def _somebody(scene: Scene, i: int, name: str) -> Actor | None:
    """The unknown person or body of mention ``i``, None where nothing says that it is one."""
    phrase = scene.phrases[i]
    words = name.replace("-", " ").split()
    if len(words) > 2 and words[-1].isupper() and words[0].lower() in given_names():
        name, words = " ".join(name.split()[:-1]), words[:-1]
    if len(words) > 2 and words[0].lower() not in given_names() and words[1].lower() in given_names():
        name, words = name.split(maxsplit=1)[1], words[1:]
    if not words:
        return None
    given = words[0].lower() in given_names() and len(words) > 1
    if not given and (_is_body(words) or _is_called_a_body(phrase)):
        return of_unknown(name, phrase, name, None, "body")
    if scene.article_of(i) in ("a", "an", "every", "each") and not _apposed(scene, i):
        return None
    titles = phrase is not None and phrase.head is not None and phrase.head.named in _PERSONAL
    personal = titles and not (phrase is not None and phrase.plural)
    titled = phrase is not None and any(is_honorific(word) for word in phrase.words)
    speaks = key(words[-1]) in _sources(scene) or scene.span(i) in _source_spans(scene)
    speaks = speaks and not scene.lexicon.agent(words[-1])
    if not (personal or titled or given or (speaks and len(words) > 1)):
        return None
    if not all(word[0].isupper() or word in ("al", "de", "von", "van", "bin", "el") for word in name.split()):
        return None
    return of_unknown(name, phrase, name, None, "person")


def _apposed(scene: Scene, i: int) -> bool:
    """Whether a comma parts the name from the role before it ("a spokesman, Juan Diaz")."""
    named = scene.mentions[i].name
    return named is not None and named[0] > 0 and scene.document.tokens[named[0] - 1].text == ","


def _sources(scene: Scene) -> frozenset[str]:
    """The last words of those to whom statements are attributed."""
    spans = (statement.source_span for statement in scene.statements)
    texts = (scene.document.text(*span).split() for span in spans if span)
    return frozenset(key(words[-1]) for words in texts if words and words[-1][0].isupper())


def _source_spans(scene: Scene) -> frozenset[Span]:
    told = (scene.at(statement.source_span) for statement in scene.statements if statement.source_span)
    return frozenset(scene.span(i) for i in told if i is not None)


def _is_body(words: list[str]) -> bool:
    row = nominals().get(words[-1].lower()) or nominals().get(words[0].lower())
    return bool(row and row["named"] == "body" and len(words) > 1)


def _is_called_a_body(phrase: Phrase | None) -> bool:
    """Whether a common noun before the name says that it is a body ("food retailer Empire")."""
    head = phrase.head if phrase else None
    return head is not None and head.kind == "noun" and head.named == "body" and head.text.islower()


def _same_person(one: Actor, other: Actor) -> bool:
    """The same surname, and given names that are spellings or parts of one another."""
    left, right = key(one.name).split(), key(other.name).split()
    if left[-1] != right[-1] or one.named != other.named:
        return False
    if left[-len(right) :] == right or right[-len(left) :] == left:
        return True
    return alike(left[0], right[0])


def _fuller(name: str, full: dict[str, Actor]) -> Actor | None:
    """Whom a name comes back to: the same name, its other spelling, or the one whose surname (or part) it is."""
    folded = key(name)
    if folded in full:
        return full[folded]
    words = folded.split()
    fits = [actor for known, actor in full.items() if _part_of(words, known.split())]
    fits = [actor for actor in fits if key(actor.name.split()[-1]) == folded] or fits
    return fits[0] if len({actor.id for actor in fits}) == 1 else None


def _part_of(words: list[str], known: list[str]) -> bool:
    if words == known[-len(words) :] or (len(words) == 1 and words[0] in known):
        return True
    if len(known) > 1 and words[-len(known) :] == known:
        return True
    return len(words) > 1 and words[-1] == known[-1] and alike(words[0], known[0])
