"""Who makes a proposition, who is to do its outcome, to whom it is said."""

import re
from dataclasses import dataclass, replace

from detente.actors import resolve_actor
from detente.clauses import class_words
from detente.propositions.draft import Draft
from detente.propositions.scene import Scene, apart, official, political
from detente.propositions.weighing import Weight, core
from detente.records import Actor, Force, PropositionKind, Statement, side

PRIVATE = frozenset(("CVL", "BUS", "MED", "EDU", "NGO"))
FIRST = frozenset(("i", "we", "us", "our"))
_DECLARATION = r"(?:statement|communiqu\w+|declaration)"
DECLARED = (
    re.compile(_DECLARATION + r" (?:by|of|from) (?:the )?(.+?)(?: (?:on|announcing|regarding|following)\b|$)", re.I),
    re.compile(r"^(?:the )?(.+?)(?:[’']s?)? (?:joint )?" + _DECLARATION, re.I),
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who makes it, who is to do its outcome, to whom it is said; ``own``: the doer is of the maker's side;
    ``first``: he speaks of himself; ``recorded``: it stands in the state's own record."""

    maker: Actor | None
    doers: tuple[Actor, ...]
    addressee: Actor | None
    own: bool
    first: bool
    recorded: bool


def sides_of(scene: Scene, draft: Draft, statement: Statement | None, weight: Weight) -> Sides:
    """Return the sides of a draft that stands in ``statement`` (None: in the outlet's own words)."""
    told_by = statement.speaker if statement is not None else None
    speaker = told_by or _recorder(scene)
    named = _named(scene, draft, speaker)
    doers = scene.actors(draft.doer) if draft.doer is not None else ()
    first = draft.doer is not None and scene.token(draft.doer).lower in FIRST
    maker = _maker(scene, draft, speaker, named)
    if maker is not None and maker.country is None and draft.maker is not None:
        maker = _housed(scene, draft.maker, maker)
    if statement is None and draft.act is None and maker is not None:
        maker = next((doer for doer in doers if _together(doer, maker)), _recorded(scene, draft, weight) or maker)
    meant = scene.named(draft.doer) if draft.doer is not None else ()
    told = draft.act is None or draft.hint == "warn"
    if told and maker is not None and maker.named == "person" and _thing(scene, draft.doer):
        meant = ()  # a person's "it would lead to war" tells of no act of his state
    if not meant and weight.valence == "benefit" and weight.known and not _thing(scene, draft.doer):
        meant = doers  # "our sanctions would be lifted"
    if draft.doer is not None and _ours(scene, draft.doer):
        meant = meant or doers
        first = True
    if not doers and _self(scene, draft.doer, maker, statement) and maker is not None:
        doers = meant = (maker,)
    own = first or any(_together(doer, maker) for doer in meant)
    if maker is not None and maker.country is None and official(maker) and draft.strength != "may":
        own = own or any(political(doer) for doer in doers)  # "officials said the United States will"
        maker = _belonging(maker, meant)
    if statement is None and maker is not None and draft.act is None and not own:
        own = any(doer.country is None and doer.sector == "GOV" for doer in meant)  # "the Vice President will lead"
    if not doers and draft.doer is None and weight.event is not None and official(maker):
        own = any(_together(actor, maker) for actor in weight.event.source)
    if draft.force == "commit" and draft.doer is not None and draft.doer == draft.maker:
        own = True
    if first and not doers and maker is not None:
        doers = (maker,)
    addressed = scene.actors(draft.addressee) if draft.addressee is not None else ()
    other = next((actor for actor in addressed if apart(actor, maker)), None)
    listener = statement.addressee if statement is not None else None
    if other is None and listener is not None and official(listener) and apart(listener, maker):
        other = listener
    return Sides(maker, doers, other, own, first, statement is None and speaker is not None)


def _recorded(scene: Scene, draft: Draft, weight: Weight) -> Actor | None:
    """Return whose plan a state's own record tells: another official's who "will" do what harms nobody."""
    if draft.rule != "propositions.modal:will" or draft.doer is None or weight.suffered:
        return None
    if scene.clause(draft.outcome).relation == "complement" and (
        scene.token(scene.token(draft.outcome).head).lemma in class_words("doubt") | class_words("wish")
    ):
        return None
    doers = (doer for doer in scene.named(draft.doer) if official(doer) and political(doer))
    harmless = weight.valence != "harm"
    return next((d for d in doers if side(d) not in scene.rivals and (harmless or d.country == "IGO")), None)


def _named(scene: Scene, draft: Draft, speaker: Actor | None) -> tuple[Actor, ...]:
    """Return who is named as the maker; the speaker where a pronoun is nobody else's."""
    named = scene.named(draft.maker) if draft.maker is not None else ()
    pronoun = draft.maker is not None and scene.token(draft.maker).lower in (*FIRST, "my", "it", "its")
    return (speaker,) if not named and speaker is not None and pronoun else named


def _together(doer: Actor, maker: Actor | None) -> bool:
    """True where a doer is the maker, or one who acts for the same state; not the people or the firms of his state."""
    if maker is None or side(doer) is None or apart(doer, maker):
        return False
    return doer.id == maker.id or not official(maker) or doer.sector not in PRIVATE


def _ours(scene: Scene, doer: int) -> bool:
    """True for "our foreign ministers", "our efforts"; not for "our partners"."""
    if scene.token(doer).lemma in class_words("other") or scene.token(doer).tag not in ("NN", "NNS"):
        return False
    return any(child.lower in ("our", "my") for child in scene.children(doer, "poss"))


def _thing(scene: Scene, doer: int | None) -> bool:
    return doer is not None and scene.token(doer).lower in ("it", "this", "that")


def _housed(scene: Scene, i: int, maker: Actor) -> Actor:
    """Return an unknown state's body with the state of whose it is: "his administration"."""
    owners = [owner for each in scene.children(i, "poss") for owner in scene.cast.of(each.i)]
    country = next((owner.country for owner in owners if official(owner) and owner.country is not None), None)
    return _of(maker, country) if maker.named != "person" else maker


def _belonging(maker: Actor, doers: tuple[Actor, ...]) -> Actor:
    """Return an official of an unknown state with the state whose acts he announces."""
    return _of(maker, next((doer.country for doer in doers if official(doer) and doer.country is not None), None))


def _of(actor: Actor, country: str | None) -> Actor:
    return replace(actor, country=country, code=f"{country}{actor.sector or ''}") if country is not None else actor


def _self(scene: Scene, doer: int | None, maker: Actor | None, statement: Statement | None) -> bool:
    """True for "it" in what a state or a body says: "Beijing said that it will"."""
    indirect = statement is not None and statement.kind != "direct"
    it = doer is not None and scene.token(doer).lower == "it" and scene.token(doer).dep == "nsubj"
    return indirect and it and maker is not None and maker.named in ("place", "body")


def _recorder(scene: Scene) -> Actor | None:
    """Return the state whose own record the article is (a government's site or readout), None for the press.

    What an organisation of states declares there is its own: "G7 Leaders' Statement".
    """
    article = scene.document.article
    outlet = scene.lexicon.outlet(article.outlet)
    kept = outlet is not None and outlet.control == "state" and outlet.name == outlet.domain
    state = scene.lexicon.entity(f"state:{article.outlet_country}") if kept else None
    if state is None:
        return None
    declared = next((match for each in DECLARED if (match := each.search(article.title or ""))), None)
    author = resolve_actor(declared[1], article.published, lexicon=scene.lexicon) if declared else None
    if author is not None and author.country == "IGO":
        return author
    return resolve_actor(state.name, article.published, lexicon=scene.lexicon)


def _maker(scene: Scene, draft: Draft, speaker: Actor | None, named: tuple[Actor, ...]) -> Actor | None:
    """Return who makes the proposition: whoever performs the act by name, else the speaker.

    "Washington intends to", said by a man of Washington, is his own; said by anybody else, it is Washington's.
    """
    if draft.act is None and named:
        return named[0]
    if draft.act is None or draft.force == "foretell":
        return speaker if draft.hint not in ("warn", "seen") or not named else named[0]
    if not named:
        alone = draft.maker is None and official(speaker) and draft.act is not None
        alone = alone and scene.token(draft.act or 0).pos in ("NOUN", "VERB")
        return speaker if alone or not draft.rule.startswith("propositions.act") else None
    if (
        speaker is not None
        and official(speaker)
        and side(speaker) == side(named[0])
        and named[0].named in ("place", "body")
    ):
        return speaker
    return named[0]


def doer_of(sides: Sides, weight: Weight, force: Force) -> Actor | None:
    """Return whose act the outcome is: the maker's where he commits himself, else who is named to do it."""
    doer = next(iter(sides.doers), None)
    if force == "commit" and not sides.own and (weight.suffered or doer is None):
        return sides.maker
    return doer or (sides.maker if force == "commit" else None)


def addressee_of(scene: Scene, draft: Draft, sides: Sides, weight: Weight, kind: PropositionKind) -> Actor | None:
    """Return to whom it is said: a forecast is said to nobody unless a listener is named."""
    if sides.maker is None:
        return None
    if sides.addressee is not None or kind == "forecast":
        return sides.addressee
    if kind == "promise" and sides.own and any(apart(doer, sides.maker) for doer in sides.doers):
        return None  # what both undertake
    candidates = [] if sides.own else list(sides.doers)
    if weight.event is not None:
        candidates += weight.event.target
    for i, _ in core(scene, draft.outcome):
        if not _beside(scene, i):
            candidates += scene.cast.of(i)
    if kind != "promise":
        sentence = scene.document.sentences[scene.token(draft.outcome).sentence]
        for i in range(sentence.first, sentence.last):
            candidates += [actor for actor in scene.cast.of(i) if official(actor) and not _beside(scene, i)]
    told = next((actor for actor in candidates if political(actor) and apart(actor, sides.maker)), None)
    if told is None and kind == "threat" and len(scene.rivals) == 1:
        return scene.rival
    return told


def _beside(scene: Scene, i: int) -> bool:
    """True for who acts together with the doer ("with our allies"), or is one of the doers."""
    token = scene.token(i)
    companion = token.dep == "pobj" and scene.token(token.head).lower in ("with", "alongside")
    return token.dep in ("nsubj", "conj") or (companion and scene.token(scene.token(token.head).head).pos != "NOUN")
