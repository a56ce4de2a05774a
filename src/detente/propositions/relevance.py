"""Which drafts are worth a line: what is told of the relations between political actors, by somebody of weight."""

from detente.clauses import class_words
from detente.propositions.candidate import Candidate
from detente.propositions.draft import Draft
from detente.propositions.kinds import stative
from detente.propositions.parts import window
from detente.propositions.scene import NEIGHBOURS, Scene, apart, official, political
from detente.propositions.sides import FIRST, PRIVATE, Sides
from detente.propositions.weighing import Weight, core
from detente.records import Actor, PropositionKind, side

LONG_AGO = 730  # days
NEEDED = ("propositions.modal:must", "propositions.modal:need-to")


def relevant(scene: Scene, found: Candidate) -> bool:
    """True where a candidate, taken for what the rules take it, says something of what is between political actors."""
    draft, sides, weight, terms, kind = found.draft, found.sides, found.weight, found.terms, found.kind
    unsaid = found.statement is None
    if kind is None:
        return False
    speaks = sides.maker is not None and sides.maker.named != "anonymous" and official(sides.maker)
    if kind != "forecast" and not (political(sides.maker) or speaks):
        return False
    if not (weight.known or terms.given or _deliberate(scene, draft, sides, kind)):
        return False
    record = unsaid and sides.maker is not None
    if record and kind == "forecast" and draft.strength == "may" and weight.valence != "harm" and draft.hint != "seen":
        return False
    if sides.maker is None and not _announced(scene, draft, sides, weight):
        return False
    if draft.outcome not in scene.heads and not weight.known:
        return False
    if _idle(scene, draft, sides, weight):
        return False
    if kind == "forecast" and not terms.given and (_effect(scene, draft) or _aside(scene, draft, sides)):
        return False
    if kind != "demand" and _hoped(scene, draft):
        return False
    if kind == "promise" and not weight.known and not terms.given and _private(scene, draft):
        return False
    present = {side(actor) for actor in (sides.maker, sides.addressee, *sides.doers) if political(actor)}
    present.add(scene.document.article.outlet_country)
    sentences = scene.document.sentences
    at = scene.token(draft.outcome).sentence
    before = NEIGHBOURS if weight.known or terms.given or draft.act is not None else 1
    committed = kind != "forecast" and official(sides.maker)
    done = kind == "promise" and draft.act is None and bool(scene.children(draft.outcome, "nsubjpass"))
    sure = weight.known and (committed or not unsaid)
    shared = committed and (_joint(scene, draft) or window(scene, draft) is not None)
    if sides.maker is not None and not done and (sure or terms.given or shared):
        present |= scene.parties - scene.hostile if kind == "promise" else scene.parties
    passing = kind in ("promise", "offer", "forecast") and not terms.given
    for i in range(sentences[max(0, at - before)].first, sentences[at].last):
        met = {side(actor) for actor in scene.cast.of(i) if official(actor) and political(actor)}
        # "the pain of their war" is no dealing with them
        present |= met - scene.hostile if passing and scene.token(i).dep == "poss" else met
    return len(present - {None}) >= 2


def _idle(scene: Scene, draft: Draft, sides: Sides, weight: Weight) -> bool:
    """True for what is mused, told of long ago, said of the talk itself or done for one's own people."""
    if _musing(scene, draft, sides) or _history(scene, draft):
        return True
    return _of_the_talk(scene, draft, weight) or _at_home(scene, draft, sides)


def _announced(scene: Scene, draft: Draft, sides: Sides, weight: Weight) -> bool:
    """True for what an outlet itself may foretell: what is expected, planned or dated; not what a journalist muses."""
    if draft.doer is not None and scene.token(draft.doer).lower in FIRST:
        return False
    if draft.hint == "warn":
        return False
    if draft.act is not None:
        return draft.strength != "may" or draft.force == "foretell"
    named = scene.named(draft.doer) if draft.doer is not None else ()
    told = weight.known and any(official(doer) and political(doer) for doer in named)
    if told and draft.strength == "will" and draft.rule == "propositions.modal:will":
        return scene.clause(draft.outcome).role != "consequence" and not weight.negated
    return draft.strength in ("will", "would") and window(scene, draft) is not None


def _deliberate(scene: Scene, draft: Draft, sides: Sides, kind: PropositionKind) -> bool:
    """True where somebody of weight is to do what no table weighs: by a word that makes it so, or by a plain "will"."""
    if draft.hint == "reserved":
        return True
    if draft.act is not None and draft.force == "foretell":
        told = _cast(scene, draft) if sides.maker is not None else []
        weighty = any(political(each) or official(each) for each in sides.doers) or any(map(political, told))
        weighty = weighty or ((sides.maker is None or _weighty(sides.maker)) and _matter(scene, draft.doer))
        return draft.hint != "weighed" and weighty and (draft.hint != "hoped" or kind == "demand")
    if draft.act is not None:
        return draft.hint != "weighed" and not (draft.hint == "named" and stative(scene, draft.outcome))
    doer = next(iter(sides.doers), None)
    reported = draft.rule == "propositions.modal:would" and scene.clause(draft.outcome).modality == "planned"
    if draft.rule == "propositions.modal:need-to":
        return False  # "they have to make new ones" asks for nothing
    if draft.rule == "propositions.modal:must":
        named = draft.doer is not None and scene.token(draft.doer).pos == "NOUN" and not sides.doers
        asked = scene.named(draft.doer) if draft.doer is not None else ()
        others = any(apart(each, sides.maker) for each in asked)
        leading = any(apart(each, sides.maker) and official(each) for each in asked)
        if leading and official(sides.maker) and not stative(scene, draft.outcome):
            return True
        if stative(scene, draft.outcome) and scene.token(draft.outcome).lemma not in ("be", "have", "remain"):
            return False  # "must understand"
        patient = bool(scene.children(draft.outcome, "nsubjpass"))
        return draft.strength == "will" and (others or (named and patient and official(sides.maker)))
    if stative(scene, draft.outcome) or not (reported or draft.rule == "propositions.modal:will"):
        return False
    if kind == "forecast":
        if sides.maker is not None and _weighty(sides.maker) and _matter(scene, draft.doer):
            return True
        return sides.maker is not None and any(
            political(each) or (official(each) and each in sides.doers) for each in _cast(scene, draft)
        )
    return kind == "promise" and official(sides.maker) and (doer is None or political(doer))


def _matter(scene: Scene, doer: int | None) -> bool:
    """True for what lies between states: "this decision will not bring us closer"."""
    return doer is not None and scene.token(doer).lemma in class_words("matter")


def _weighty(maker: Actor) -> bool:
    """True for somebody of a state who is no private person."""
    return political(maker) and maker.sector not in PRIVATE


def _musing(scene: Scene, draft: Draft, sides: Sides) -> bool:
    """True for "it should help" and "it would be better if": nobody is asked, nothing foretold."""
    if draft.rule in NEEDED and draft.strength == "would" and not sides.doers:
        return not scene.children(draft.outcome, "nsubjpass")
    if draft.act is None and any(child.lemma == "interest" for child in scene.children(draft.outcome, "dobj")):
        return True  # "it would serve the interests of both"
    if scene.token(draft.outcome).lemma == "make" and any(c.lower == "clear" for c in scene.children(draft.outcome)):
        return True  # what somebody will say
    thing = draft.doer is not None and scene.token(draft.doer).lower in ("it", "that", "this", *FIRST)
    return thing and any(child.lemma in class_words("polite") for child in scene.children(draft.outcome, "acomp"))


def _of_the_talk(scene: Scene, draft: Draft, weight: Weight) -> bool:
    """True for what a speaker says of the talk that he is in: "I will turn it over", "we will discuss this"."""
    token = scene.token(draft.outcome)
    if draft.doer is None or draft.act is not None or scene.token(draft.doer).lower not in FIRST:
        return False
    given = {child.lemma for child in scene.children(token.i, "dobj")}
    procedural = token.lemma in class_words("procedure") and not weight.known
    if procedural or token.lemma in class_words("floor") or given & {"floor", "question", "remark"}:
        return True
    if token.lemma not in class_words("topic") or weight.types[:1] not in ((), ("CONSULT",)):
        return False
    beside = [at.i for at in scene.children(token.i, "prep") if at.lower in ("with", "to")]
    partners = (actor for i in beside for j in scene.children(i, "pobj") for actor in scene.actors(j.i))
    own = scene.document.article.outlet_country
    abroad = any(political(actor) and actor.country != own for actor in _cast(scene, draft))
    return not abroad and not any(map(official, partners))


def _at_home(scene: Scene, draft: Draft, sides: Sides) -> bool:
    """True for what is to be done for a state's own people, with nobody abroad."""
    if not any(scene.token(i).lemma.lower() in class_words("home") for i, _ in core(scene, draft.outcome)):
        return False
    met = (*_cast(scene, draft), *sides.doers, *(() if sides.addressee is None else (sides.addressee,)))
    return not any(political(actor) and apart(actor, sides.maker) for actor in met)


def _aside(scene: Scene, draft: Draft, sides: Sides) -> bool:
    """True for what only describes, or tells of nobody: "the deal, which will turn ten", "they will do so"."""
    if draft.act is not None or scene.token(draft.outcome).lemma in class_words("fate"):
        return False
    if any(political(doer) or official(doer) for doer in sides.doers):
        return sides.own and sides.first  # "we will send a strong message, I believe"
    relative = scene.clause(draft.outcome).relation == "relative"
    if sides.maker is not None and draft.rule == "propositions.modal:will" and not relative:
        return not (_matter(scene, draft.doer) or _tallied(scene, draft))
    doer = scene.token(draft.doer).lower if draft.doer is not None else ""
    if doer in ("you", "they", "he", "she", "everyone", "everybody", "nobody", "some", "many"):
        return True
    return scene.clause(draft.outcome).relation == "relative"


def _history(scene: Scene, draft: Draft) -> bool:
    """True for an act told in the past tense beside a day that was years ago."""
    published = scene.document.article.published
    if published is None or draft.act is None or scene.clause(draft.act).tense != "past":
        return False
    at = scene.token(draft.act).sentence
    near = (timex.range for timex in scene.timexes if 0 <= at - scene.token(timex.head).sentence <= 1)
    return any(day.end is not None and (published - day.end).days > LONG_AGO for day in near)


def _tallied(scene: Scene, draft: Draft) -> bool:
    """True for what is foretold in numbers or for a day: "five million people will be in need"."""
    low, high = scene.document.edges[draft.outcome]
    return window(scene, draft) is not None or any(scene.token(i).pos == "NUM" for i in range(low, high))


def _joint(scene: Scene, draft: Draft) -> bool:
    """True for what is to be done with others: "we will produce gas together"."""
    low, high = scene.document.edges[draft.outcome]
    return any(scene.token(i).lemma.lower() in class_words("joint") for i in range(low, high))


def _hoped(scene: Scene, draft: Draft) -> bool:
    return draft.act is not None and draft.force == "foretell" and scene.token(draft.act).lemma == "hope"


def _effect(scene: Scene, draft: Draft) -> bool:
    """True for what a measure is said to do by itself: "this will help to keep the peace"."""
    if draft.act is not None or draft.doer is None:
        return False
    if draft.outcome in scene.heads and scene.heads[draft.outcome].negated:
        return False
    doer = scene.token(draft.doer)
    if doer.lower in ("this", "that", "these", "those", "it") or doer.lemma in class_words("measure"):
        return draft.strength != "would"
    return not scene.named(draft.doer) and scene.token(draft.outcome).lemma in class_words("effect")


def _private(scene: Scene, draft: Draft) -> bool:
    """True for "I will", without a day: what a speaker is about to do, not his state."""
    first = draft.doer is not None and scene.token(draft.doer).lower == "i"
    return first and draft.act is None and window(scene, draft) is None


def _cast(scene: Scene, draft: Draft) -> list[Actor]:
    """Return who is named in an outcome."""
    return [actor for i, _ in core(scene, draft.outcome) for actor in scene.cast.of(i)]
