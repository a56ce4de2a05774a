"""Triggers on their way to events: what one tells of another (content, answer, coordinate deed), which are enough."""

from dataclasses import dataclass, replace

from detente.clauses import Status
from detente.encoder import Act
from detente.events.arguments import Sides, without
from detente.events.carriers import Carried
from detente.events.content import holder
from detente.events.implied import state
from detente.events.reality import apply
from detente.events.syntax import is_passive, undergoers
from detente.events.triggers import ASKING, Hit, lemma
from detente.events.weighing import is_seen
from detente.records import Actor
from detente.sentences import Document

CONFLICT = frozenset(("REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
# types by which a side judges what another did, and nouns that point back to it
JUDGING = frozenset(("SUPPORT", "ACCUSE", "REJECT"))
ANAPHORIC = frozenset(
    (
        *("decision", "move", "step", "announcement", "list", "measure", "action", "decree", "order"),
        *("remark", "statement", "comment", "threat"),
    )
)
MEASURES = frozenset(("SANCTION", "COERCE"))
HALF = 0.5  # what is left of the score of an act of which only one side is known
POINTERS = frozenset(("the", "this", "that", "these", "those"))
UNSHARED = frozenset(("ASSAULT", "MOBILIZE", "RETREAT", "CONCEDE", "AID"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger on its way to an event."""

    hit: Hit
    act: Act
    held: Carried | None
    sides: Sides
    initiator: Actor | None
    status: Status
    asserted_by: str | None
    above: int | None
    type: str
    mode: str | None
    score: float
    stateless: bool = False


def settle(document: Document, drafts: dict[int, Draft]) -> dict[int, Draft]:
    """Put each draft within the verbal act that governs it, and let the act take its target from what it is about."""
    placed, hits = dict(drafts), {head: draft.hit for head, draft in drafts.items()}
    for head, draft in drafts.items():
        above = holder(document, hits, head)
        effect = drafts[above].hit.trigger.trait("content") if above is not None else None
        if above is not None and effect is not None:
            placed[head] = replace(draft, above=above, status=apply(draft.status, effect))
    for head in sorted(placed):
        draft = _answering(placed, _about(placed, head), head)
        draft = _pointing(document, placed, draft, head)
        draft = _shared(document, placed, _foreign(draft), head)
        placed[head] = _continued(document, placed, draft, head)
    return placed


def _continued(document: Document, placed: dict[int, Draft], draft: Draft, head: int) -> Draft:
    """Give a deed without a target the one that its side was last told to act on: sanctions, or words in a readout."""
    readout = document.article.genre == "readout" and draft.type in ("REQUEST", "THREATEN", "AGREE")
    if draft.sides.target or not draft.sides.source or not (readout or draft.type in MEASURES):
        return draft
    own = {actor.country for actor in draft.sides.source}
    before = [
        each.sides
        for at, each in placed.items()
        if at < head and (each.type == "CONSULT" if readout else each.type in MEASURES)
    ]
    for sides in reversed(before):
        parts = (
            ((sides.source, sides.target), (sides.target, sides.source)) if readout else ((sides.source, sides.target),)
        )
        for mine, theirs in parts:
            if theirs and own & {actor.country for actor in mine} and not own & {actor.country for actor in theirs}:
                target = tuple(state(actor.country) or actor for actor in theirs[:1])
                return replace(draft, sides=draft.sides._replace(target=target, exact=False))
    return draft


def _foreign(draft: Draft) -> Draft:
    """Return a harm without its own country among several targets ("recalled its envoy to Austria to Rome")."""
    own = {actor.country for actor in draft.sides.source}
    others = tuple(actor for actor in draft.sides.target if actor.country not in own)
    if draft.type not in CONFLICT or not others or len(others) == len(draft.sides.target):
        return draft
    return replace(draft, sides=draft.sides._replace(target=others))


def _shared(document: Document, placed: dict[int, Draft], draft: Draft, head: int) -> Draft:
    """Give a coordinate deed without a target that of the first ("expelled two envoys and imposed sanctions")."""
    token = document.tokens[head]
    first = placed.get(token.head)
    if draft.sides.target or first is None or token.dep != "conj" or draft.type in UNSHARED:
        return draft
    if (draft.type in CONFLICT) != (first.type in CONFLICT) or draft.type == "REQUEST" != first.type:
        return draft
    if not first.sides.target or {a.country for a in first.sides.source} != {a.country for a in draft.sides.source}:
        return draft
    told = (state(actor.country) or actor if actor.named == "anonymous" else actor for actor in first.sides.target)
    target = without(tuple({actor.id: actor for actor in told}.values()), draft.sides.source)
    return replace(draft, sides=draft.sides._replace(target=target, exact=False))


def distinct(document: Document, drafts: dict[int, Draft]) -> dict[int, Draft]:
    """Return the drafts without a noun that only names again what its sentence told ("spoke, their first talk")."""
    kept: dict[int, Draft] = {}
    told: set[tuple[int, str, frozenset[str | None]]] = set()
    for head, draft in sorted(drafts.items()):
        sides = frozenset(actor.country for actor in (*draft.sides.source, *draft.sides.target))
        sort = (document.tokens[head].sentence, draft.type, sides)
        again = document.tokens[head].dep in ("appos", "npadvmod") or (draft.held is not None and not draft.held.verb)
        war = (-1, draft.hit.trigger.word, sides)  # a war is one, however often it is named
        once = draft.hit.trigger.word == "war" and war in told
        if not once and (sort not in told or draft.hit.trigger.pos == "V" or not again or draft.type != "CONSULT"):
            kept[head] = draft
        told.add(war)
        told.add(sort)
    return kept


def _answering(placed: dict[int, Draft], draft: Draft, head: int) -> Draft:
    """Give an answer its target: who last made this side an offer or a demand."""
    if draft.sides.target or "answered" not in draft.hit.trigger.target:
        return draft
    own = {actor.country for actor in draft.sides.source}
    asked = [
        each.sides.source
        for at, each in placed.items()
        if at < head and each.type in ("AGREE", "REQUEST") and own & {actor.country for actor in each.sides.target}
    ]
    return replace(draft, sides=draft.sides._replace(target=without(asked[-1], draft.sides.source))) if asked else draft


def _pointing(document: Document, placed: dict[int, Draft], draft: Draft, head: int) -> Draft:
    """Give praise or blame for "the decision" its target: whose the last deed is that was told before."""
    if draft.sides.target or draft.type not in JUDGING or draft.hit.trigger.pos != "V":
        return draft
    nouns = [j for j in undergoers(document, head) if lemma(document.tokens[j]) in ANAPHORIC]
    if not any(document.tokens[k].lower in POINTERS for j in nouns for k in document.children[j]):
        return draft
    own = {actor.country for actor in draft.sides.source}
    before = (each for at, each in placed.items() if at < head and "seen" not in each.hit.trigger.traits)
    told = [each for each in before if each.type not in JUDGING and each.sides.source]
    if not told or own & {actor.country for actor in told[-1].sides.source}:
        return draft
    target = tuple({actor.id: actor for actor in told[-1].sides.source}.values())
    return replace(draft, sides=draft.sides._replace(target=target, exact=False))


def _about(placed: dict[int, Draft], head: int) -> Draft:
    """Give a verbal act what only its content tells: the target, and that to promise harm is to threaten."""
    draft = placed[head]
    below = [each for each in placed.values() if each.above == head]
    found, trigger, type = draft.sides, draft.hit.trigger, draft.type
    loose = draft.held is not None and draft.held.relation == "for" and draft.held.effect is None
    lacking = not (found.source and found.target) and not loose
    if draft.above is not None and "symmetric" in trigger.traits and lacking:
        act = placed[draft.above].sides
        found = found._replace(source=act.source, target=act.target)
    if "content" in trigger.target and not found.target:
        accused = draft.hit.trigger.trait("content") == "alleged"
        about = [each for each in below if type != "AGREE" or each.type not in CONFLICT]
        target = next((side for each in about if (side := each.sides.source if accused else each.sides.target)), ())
        found = found._replace(target=without(target, found.source))
    if "verbturn" in trigger.traits and any(_harm(each, found) for each in below):
        type = "THREATEN"
    return replace(draft, sides=found, type=type)


def _harm(draft: Draft, by: Sides) -> bool:
    """True where a verbal act's content is a harm that its own side is to do."""
    if draft.type not in CONFLICT - {"REJECT"} or draft.status.negated:
        return False
    return draft.hit.trigger.pos == "V" and draft.sides.source in ((), by.source)


def complete(document: Document, draft: Draft, acts: frozenset[int]) -> bool:
    """True where enough is known of who did it to whom; ``acts`` are the verbal acts that have a content."""
    source, target, traits = draft.sides.source, draft.sides.target, draft.hit.trigger.traits
    if target and not draft.sides.exact and _doubtful(draft):
        return False
    if "foretold" in traits and draft.status.modality != "actual":
        return False
    if "told" in traits and (not source or {a.country for a in source} & {a.country for a in target}):
        return (
            False  # blame is another's: of oneself it is no accusation, and where nobody says so it is no deed of words
        )
    if source and target:
        return True
    if source:
        return "lone" in traits or ("lone=content" in traits and draft.hit.head in acts)
    passive = draft.hit.trigger.pos == "N" or is_passive(document, draft.hit.head)
    told = passive or draft.stateless
    background = document.tokens[draft.hit.head].dep == "acl"  # "assets frozen in 1979": nobody is told to do it
    return bool(target) and "agentless" in traits and told and not background


def standing(document: Document, draft: Draft) -> bool:
    """True for what a side says or holds at all times ("the attack, which Moscow denies"): no act of a day."""
    token = document.tokens[draft.hit.head]
    return draft.type in JUDGING and token.dep == "relcl" and token.tag in ("VBZ", "VBP")


def half(draft: Draft) -> Draft | None:
    """Return a draft of which only one side is known, though the table wants two, as less sure; None where the encoder
    isn't sure of the act or neither is known."""
    known = draft.sides.source or draft.sides.target
    if not known or draft.hit.trigger.traits & ASKING or not is_seen(draft.status, draft.act):
        return None
    return draft if draft.sides.source and draft.sides.target else replace(draft, score=draft.score * HALF)


def _doubtful(draft: Draft) -> bool:
    """True where a side that is only told through what belongs to it can't be the one that is meant."""
    countries = {actor.country for actor in draft.sides.source}
    own = any(actor.country in countries for actor in draft.sides.target)
    return "exact" in draft.hit.trigger.traits or (
        own and (draft.type in CONFLICT or draft.hit.trigger.mode == "visit")
    )
