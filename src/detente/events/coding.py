"""Triggers with their sides -> Events: what is within what, how real it is, when, where and how much."""

from dataclasses import dataclass, replace

from detente.clauses import Clause, Status, clause_of
from detente.dates import Timex, when
from detente.events.arguments import Scene, Sides, sides, without
from detente.events.carriers import Carried, carried
from detente.events.circumstances import magnitudes, place
from detente.events.content import holder
from detente.events.implied import implied, initiated, initiator
from detente.events.reality import apply, reality
from detente.events.syntax import is_passive, kids, prepositions, undergoers
from detente.events.triggers import Hit, find_hits
from detente.lexicon import Lexicon
from detente.records import Actor, DateRange, Event, Statement, make_id

CONFLICT = frozenset(("REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
ARMED = frozenset(("MIL", "REB", "UAF", "COP", "SPY", "CRM"))
DESCENDED = 0.85
AGENTLESS = 0.9


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger on its way to an event."""

    hit: Hit
    held: Carried | None
    sides: Sides
    initiator: Actor | None
    status: Status
    asserted_by: str | None
    above: int | None
    type: str
    mode: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Coding:
    """What all drafts of one document are coded from."""

    scene: Scene
    clauses: tuple[Clause, ...]
    statements: dict[str, Statement]
    timexes: tuple[Timex, ...]
    lexicon: Lexicon


def code(coding: Coding) -> tuple[Event, ...]:
    """Return the events of a document in order of their triggers."""
    hits = find_hits(coding.scene.document)
    drafts = {hit.head: _draft(coding, hit) for hit in hits}
    drafts = _placed(coding, drafts)
    acts = frozenset(draft.above for draft in drafts.values() if draft.above is not None)
    drafts = {head: draft for head, draft in drafts.items() if _complete(draft, acts, coding)}
    events: dict[int, Event] = {}
    for head in sorted(drafts):
        events[head] = _event(coding, drafts[head])
    linked = [
        replace(event, within=events[above].id if above in events else None)
        for head, event in events.items()
        for above in [drafts[head].above]
    ]
    return tuple({event.id: event for event in reversed(linked)}.values())[::-1]


def _draft(coding: Coding, hit: Hit) -> Draft:
    document = coding.scene.document
    held = carried(document, hit.head) if hit.trigger.pos == "N" else None
    clause = clause_of(coding.clauses, hit.head)
    statement = coding.statements.get(clause.asserted_by) if clause.asserted_by else None
    speaker = statement.speaker if statement is not None else None
    found = implied(coding.scene, hit, sides(coding.scene, hit), speaker if speaker and speaker.country else None)
    first = initiator(coding.scene, hit.head, found) if "symmetric" in hit.trigger.traits else None
    status = reality(coding.scene.document, coding.clauses, hit, held)
    type, mode = hit.trigger.type, hit.trigger.mode
    if "verbal" in hit.trigger.traits and _of_words(coding, hit, found):
        type, mode = "ACCUSE", "disapprove"
    by = clause.asserted_by
    if statement is not None and "speaker" in hit.trigger.source:  # the saying is the deed
        by = statement.parent
    return Draft(hit, held, initiated(found, first), first, status, by, None, type, mode, hit.trigger.score)


def _of_words(coding: Coding, hit: Hit, found: Sides) -> bool:
    """True where an attack is one with words: a politician's on another, or one for or over something."""
    fighting = any(actor.sector in ARMED for actor in (*found.source, *found.target))
    talkers = all(actor.named in ("person", "office") or actor.sector == "PTY" for actor in found.source)
    if fighting or not found.source or not talkers:
        return False
    reasons = any(word in ("for", "over", "as") for word, _ in prepositions(coding.scene.document, hit.head))
    return reasons or all(actor.named in ("person", "office") or actor.sector == "PTY" for actor in found.target)


def _placed(coding: Coding, drafts: dict[int, Draft]) -> dict[int, Draft]:
    """Put each draft within the verbal act that governs it, and let the act take its target from what it is about."""
    document = coding.scene.document
    placed, hits = dict(drafts), {head: draft.hit for head, draft in drafts.items()}
    for head, draft in drafts.items():
        above = holder(document, hits, head)
        effect = drafts[above].hit.trigger.trait("content") if above is not None else None
        if above is not None and effect is not None:
            placed[head] = replace(draft, above=above, status=apply(draft.status, effect))
    for head in sorted(placed):
        placed[head] = _answering(placed, _about(placed, head), head)
    return placed


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


def _about(placed: dict[int, Draft], head: int) -> Draft:
    """Give a verbal act what only its content tells: the target, and that to promise harm is to threaten."""
    draft = placed[head]
    below = [each for each in placed.values() if each.above == head]
    found, trigger, type = draft.sides, draft.hit.trigger, draft.type
    if draft.above is not None and "symmetric" in trigger.traits and not (found.source and found.target):
        act = placed[draft.above].sides
        found = found._replace(source=act.source, target=act.target)
    if "content" in trigger.target and not found.target:
        accused = draft.hit.trigger.trait("content") == "alleged"
        target = next((side for each in below if (side := each.sides.source if accused else each.sides.target)), ())
        found = found._replace(target=without(target, found.source))
    if "verbturn" in trigger.traits and any(_harm(each, found) for each in below):
        type = "THREATEN"
    return replace(draft, sides=found, type=type)


def _harm(draft: Draft, by: Sides) -> bool:
    """True where a verbal act's content is a harm that its own side is to do."""
    if draft.type not in CONFLICT - {"REJECT"} or draft.status.negated:
        return False
    return draft.hit.trigger.pos == "V" and draft.sides.source in ((), by.source)


def _complete(draft: Draft, acts: frozenset[int], coding: Coding) -> bool:
    """True where enough is known of who did it to whom; ``acts`` are the verbal acts that have a content."""
    source, target, traits = draft.sides.source, draft.sides.target, draft.hit.trigger.traits
    if target and not draft.sides.exact and _doubtful(draft):
        return False
    if source and target:
        return True
    if source:
        return "lone" in traits or ("lone=content" in traits and draft.hit.head in acts)
    passive = draft.hit.trigger.pos == "N" or is_passive(coding.scene.document, draft.hit.head)
    return bool(target) and "agentless" in traits and passive


def _doubtful(draft: Draft) -> bool:
    """True where a side that is only told through what belongs to it can't be the one that is meant."""
    countries = {actor.country for actor in draft.sides.source}
    own = any(actor.country in countries for actor in draft.sides.target)
    return "exact" in draft.hit.trigger.traits or (
        own and (draft.type in CONFLICT or draft.hit.trigger.mode == "visit")
    )


def _event(coding: Coding, draft: Draft) -> Event:
    document, trigger, found = coding.scene.document, draft.hit.trigger, draft.sides
    head = draft.hit.head
    start, end = _evidence(coding, draft)
    coded = coding.lexicon.cameo(draft.type, draft.mode, trigger.contexts)
    cameo = trigger.trait("cameo") or (coded[0] if coded else None)
    verb = draft.held.verb if draft.held is not None and draft.held.verb is not None else head
    undergone = undergoers(document, head) if trigger.pos == "V" else []
    codes = sorted(actor.code or "" for actor in (*found.source, *found.target))
    return Event(
        id=make_id("events", document.article.id, document.tokens[head].start, *codes),
        article=document.article.id,
        start=start,
        end=end,
        rule=f"events.{'verb' if trigger.pos == 'V' else 'noun'}:{trigger.word}",
        score=_score(draft),
        type=draft.type,
        mode=draft.mode,
        contexts=trigger.contexts,
        source=found.source,
        target=found.target,
        symmetric="symmetric" in trigger.traits and bool(found.target),
        initiator=draft.initiator,
        when=_when(coding, draft, (head, verb, *kids(document, head, "acl"))),
        place=place(document, coding.lexicon, (head, verb), found.tokens),
        magnitudes=magnitudes(document, (head, verb, *draft.hit.parts), (*found.tokens, *undergone)),
        modality=draft.status.modality,
        negated=draft.status.negated,
        stance=draft.status.stance,
        asserted_by=draft.asserted_by,
        within=None,
        cameo=cameo,
        goldstein=coding.lexicon.goldstein(cameo) if cameo else None,
    )


def _when(coding: Coding, draft: Draft, heads: tuple[int, ...]) -> DateRange | None:
    """Return the day of the event: a date beside its words, but not the day on which somebody told of it."""
    document = coding.scene.document
    statement = coding.statements.get(draft.asserted_by) if draft.asserted_by else None
    timexes = coding.timexes
    if statement is not None:
        timexes = tuple(t for t in timexes if any(start <= t.start < end for start, end in statement.spans))
    found = (when(document, timexes, head) for head in dict.fromkeys(heads))
    return next((day for day in found if day is not None), None)


def _score(draft: Draft) -> float:
    score = draft.score
    if not draft.sides.exact:
        score *= DESCENDED
    if not draft.sides.source or not draft.sides.target:
        score *= AGENTLESS
    return round(score, 3)


def _evidence(coding: Coding, draft: Draft) -> tuple[int, int]:
    """Return the span from the first to the last word of trigger and sides, within the trigger's sentence."""
    document = coding.scene.document
    sentence = document.sentences[document.tokens[draft.hit.head].sentence]
    spans = [(document.tokens[i].start, document.tokens[i].end) for i in (draft.hit.head, *draft.hit.parts)]
    spans += [(document.tokens[i].start, document.tokens[i].end) for i in draft.sides.tokens]
    spans += [actor.span for actor in (*draft.sides.source, *draft.sides.target) if actor.span is not None]
    spans = [span for span in spans if sentence.start <= span[0] and span[1] <= sentence.end]
    return min(start for start, _ in spans), max(end for _, end in spans)
