"""A draft -> a Proposition: its sides, its kind, its parts, or None where it is nobody's business between states."""

from dataclasses import replace

from detente.actors import resolve_actor
from detente.propositions.draft import Draft
from detente.propositions.kinds import FIRST, Sides, Terms, force_of, kind_of, stative, unseen
from detente.propositions.parts import condition_part, conditions_of, outcome_span, pattern, window
from detente.propositions.scene import Scene, apart, official, political, side
from detente.propositions.weighing import Weight, core, weigh
from detente.records import Actor, Force, Part, Proposition, PropositionKind, Statement, make_id

NEIGHBOURS = 3  # sentences before that may name the other side


def build(scene: Scene, draft: Draft) -> Proposition | None:
    """Return the proposition that a draft makes, None where it makes none."""
    statement = scene.statement(draft.act if draft.act is not None else draft.outcome)
    weight = weigh(scene, draft.outcome)
    if _unnamed(scene, draft.outcome):
        weight = replace(weight, suffered=True)
    if draft.hint == "negated" and not weight.negated:
        weight = weight.denied()
    sides = _sides(scene, draft, statement, weight)
    force = force_of(draft, sides, weight)
    conditions = conditions_of(scene, draft)
    condition = condition_part(scene, conditions[0], sides.maker, sides.addressee) if conditions else None
    other = condition is not None and apart(condition.actor, sides.maker)
    root = conditions[0].root(scene.document) if conditions else None
    denied = bool(conditions) and conditions[0].negated
    state = stative(scene, draft.outcome) and draft.outcome in scene.heads
    borne = weigh(scene, root, conditions[0].last) if root is not None else None
    terms = Terms(bool(conditions), other, denied, borne, state)
    kind = kind_of(draft, sides, weight, force, terms)
    if kind is None or not _worth(scene, draft, sides, weight, kind, terms, statement is None):
        return None
    span = outcome_span(scene, draft, conditions)
    actor = _actor(sides, weight, force)
    addressee = _addressee(scene, draft, sides, weight, kind)
    if addressee is None and condition is not None and kind != "forecast" and other:
        addressee = condition.actor
    victim = addressee or next((each for each in sides.doers if apart(each, actor)), None)
    outcome = Part(scene.document.text(*span), span, actor, pattern(scene, weight, actor, victim, span))
    when = window(scene, draft)
    why_not = unseen(scene, draft.outcome, weight)
    spans = [each.span for each in (outcome, condition) if each is not None and each.span is not None]
    return Proposition(
        id=make_id("propositions", scene.document.article.id, scene.token(draft.outcome).start),
        article=scene.document.article.id,
        start=min(each[0] for each in spans),
        end=max(each[1] for each in spans),
        rule=draft.rule,
        score=draft.score,
        statement=statement.id if statement is not None else None,
        kind=kind,
        force="ask" if kind == "demand" else force,
        valence="harm" if kind == "threat" else weight.valence,
        maker=sides.maker,
        addressee=addressee,
        condition=condition,
        outcome=outcome,
        window=when,
        window_basis="stated" if when is not None else "none",
        strength=weight.strength or draft.strength,
        testable=why_not is None,
        why_not=why_not,
    )


def _sides(scene: Scene, draft: Draft, statement: Statement | None, weight: Weight) -> Sides:
    speaker = statement.speaker if statement is not None else _recorder(scene)
    named = scene.named(draft.maker) if draft.maker is not None else ()
    if not named and speaker is not None and draft.maker is not None and scene.token(draft.maker).pos == "PRON":
        named = (speaker,)
    doers = scene.actors(draft.doer) if draft.doer is not None else ()
    first = draft.doer is not None and scene.token(draft.doer).lower in FIRST
    maker = _maker(draft, speaker, named)
    if statement is None and draft.act is None and maker is not None:
        maker = next((doer for doer in doers if not apart(doer, maker)), maker)
    own = first or any(not apart(doer, maker) for doer in doers if maker is not None)
    if maker is not None and maker.country is None and official(maker) and draft.strength != "may":
        own = own or any(political(doer) for doer in doers)  # "officials said the United States will"
    if not doers and draft.doer is None and weight.event is not None and maker is not None:
        own = any(not apart(actor, maker) for actor in weight.event.source)
    if draft.force == "commit" and draft.doer is not None and draft.doer == draft.maker:
        own = True
    if first and not doers and maker is not None:
        doers = (maker,)
    addressed = scene.actors(draft.addressee) if draft.addressee is not None else ()
    other = next((actor for actor in addressed if apart(actor, maker)), None)
    listener = statement.addressee if statement is not None else None
    if other is None and listener is not None and official(listener) and apart(listener, maker):
        other = listener
    return Sides(maker, doers, other, own)


def _unnamed(scene: Scene, outcome: int) -> bool:
    """True for a passive that doesn't say by whom."""
    return bool(scene.children(outcome, "nsubjpass")) and not scene.children(outcome, "agent")


def _recorder(scene: Scene) -> Actor | None:
    """Return the state whose own record the article is (a government's site or readout), None for the press."""
    article = scene.document.article
    outlet = scene.lexicon.outlet(article.outlet)
    kept = outlet is not None and outlet.control == "state" and outlet.name == outlet.domain
    state = scene.lexicon.entity(f"state:{article.outlet_country}") if kept else None
    return resolve_actor(state.name, article.published, lexicon=scene.lexicon) if state is not None else None


def _maker(draft: Draft, speaker: Actor | None, named: tuple[Actor, ...]) -> Actor | None:
    """Return who makes the proposition: whoever performs the act by name, else the speaker.

    "Washington intends to", said by a man of Washington, is his own; said by anybody else, it is Washington's.
    """
    if draft.act is None or draft.force == "foretell":
        return speaker if draft.hint != "warn" or not named else named[0]
    if not named:
        return None if draft.rule.startswith("propositions.act") else speaker
    if (
        speaker is not None
        and official(speaker)
        and side(speaker) == side(named[0])
        and named[0].named in ("place", "body")
    ):
        return speaker
    return named[0]


def _actor(sides: Sides, weight: Weight, force: Force) -> Actor | None:
    """Return whose act the outcome is: the maker's where he commits himself, else who is named to do it."""
    doer = next(iter(sides.doers), None)
    if force == "commit" and not sides.own and (weight.suffered or doer is None):
        return sides.maker
    return doer or (sides.maker if force == "commit" else None)


def _addressee(scene: Scene, draft: Draft, sides: Sides, weight: Weight, kind: PropositionKind) -> Actor | None:
    """Return to whom it is said: a forecast is said to nobody unless a listener is named."""
    if sides.maker is None:
        return None
    if sides.addressee is not None or kind == "forecast":
        return sides.addressee
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
    return next((actor for actor in candidates if political(actor) and apart(actor, sides.maker)), None)


def _beside(scene: Scene, i: int) -> bool:
    """True for who acts together with the doer ("with our allies"), or is one of the doers."""
    token = scene.token(i)
    companion = token.dep == "pobj" and scene.token(token.head).lower in ("with", "alongside")
    return token.dep in ("nsubj", "conj") or (companion and scene.token(scene.token(token.head).head).pos != "NOUN")


def _worth(
    scene: Scene,
    draft: Draft,
    sides: Sides,
    weight: Weight,
    kind: PropositionKind,
    terms: Terms,
    unsaid: bool,
) -> bool:
    """True where the proposition says something of what is between political actors."""
    if kind != "forecast" and not (political(sides.maker) or official(sides.maker)):
        return False
    if not (weight.known or terms.given or _deliberate(scene, draft, sides, kind)):
        return False
    record = unsaid and sides.maker is not None
    if record and kind == "forecast" and draft.strength == "may" and weight.valence != "harm":
        return False
    if sides.maker is None and not _announced(scene, draft):
        return False
    if draft.outcome not in scene.heads and not weight.known:
        return False
    present = {side(actor) for actor in (sides.maker, sides.addressee, *sides.doers) if political(actor)}
    present.add(scene.document.article.outlet_country)
    sentences = scene.document.sentences
    at = scene.token(draft.outcome).sentence
    before = NEIGHBOURS if weight.known or terms.given or draft.act is not None else 1
    for i in range(sentences[max(0, at - before)].first, sentences[at].last):
        present.update(side(actor) for actor in scene.cast.of(i) if official(actor))
    return len(present - {None}) >= 2


def _announced(scene: Scene, draft: Draft) -> bool:
    """True for what an outlet itself may foretell: what is expected, planned or dated; not what a journalist muses."""
    if draft.doer is not None and scene.token(draft.doer).lower in FIRST:
        return False
    if draft.hint == "warn":
        return False
    return draft.strength in ("will", "would") and (draft.act is not None or window(scene, draft) is not None)


def _deliberate(scene: Scene, draft: Draft, sides: Sides, kind: PropositionKind) -> bool:
    """True where somebody of weight is to do what no table weighs: by a word that makes it so, or by a plain "will"."""
    if draft.act is not None:
        return draft.hint != "weighed"
    doer = next(iter(sides.doers), None)
    reported = draft.rule == "propositions.modal:would" and scene.clause(draft.outcome).modality == "planned"
    if draft.rule == "propositions.modal:must":
        return draft.strength == "will" and any(apart(each, sides.maker) for each in sides.doers)
    if stative(scene, draft.outcome) or not (reported or draft.rule == "propositions.modal:will"):
        return False
    if kind == "forecast":
        return sides.maker is not None and any(
            official(each) and apart(each, sides.maker) for each in _cast(scene, draft)
        )
    alone = draft.doer is not None and scene.token(draft.doer).lower == "i" and window(scene, draft) is None
    return kind == "promise" and official(sides.maker) and not alone and (doer is None or political(doer))


def _cast(scene: Scene, draft: Draft) -> list[Actor]:
    """Return who is named in an outcome."""
    return [actor for i, _ in core(scene, draft.outcome) for actor in scene.cast.of(i)]
