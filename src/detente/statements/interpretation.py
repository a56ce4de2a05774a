"""Stage B: attributions -> statements: kind, wording, act, parent, addressee, day, venue and topics."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from detente.dates import Timex, find_dates, when
from detente.lexicon import Lexicon, items, rows
from detente.mentions import Mention
from detente.records import Act, Article, DateRange, Span, Statement, StatementKind, Wording, make_id
from detente.sentences import Document
from detente.statements.attribution import Attribution
from detente.statements.cues import cue_of, cues
from detente.statements.quotations import Quotation
from detente.statements.sources import described, is_passive, noun_phrase
from detente.statements.verbs import HELD

_THINGS = frozenset({"it", "this", "that", "which", "these", "those"})
_FAR = 2000  # characters: a source and the mention of its head are nearer
_PLACES = frozenset({"in", "on", "at", "during", "to", "via", "with", "after", "following", "through"})


def interpret(
    document: Document,
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    lexicon: Lexicon,
) -> tuple[tuple[Statement, ...], dict[str, Span]]:
    """Return the statements in order of their start, without speakers, and the addressee's span by statement id."""
    found: dict[str, Statement] = {}
    addressees = {}
    for attribution in sorted(attributions, key=lambda a: -a.score):
        if not _named(document, attribution, mentions, timexes):
            continue
        statement = _statement(document, attribution, quotations, mentions, timexes, lexicon)
        if statement.id in found:
            continue  # told by the same word: the surer one stands
        found[statement.id] = statement
        if (addressee := _addressee(document, attribution, mentions)) is not None:
            addressees[statement.id] = addressee
    statements = list(found.values())
    statements = [replace(s, parent=_parent(s, statements)) for s in statements]
    statements = _unrelayed(statements, _outlets(document, mentions, lexicon))
    return tuple(sorted(statements, key=lambda s: (s.start, s.end, s.id))), addressees


def _outlets(document: Document, mentions: Sequence[Mention], lexicon: Lexicon) -> frozenset[Span]:
    """Return where outlets are named, also by the end of a name told before ("the Times")."""
    found = []
    for mention in mentions:
        name = _bare(document, mention)
        known = bool(mention.entities) and mention.entities[0].kind == "outlet"
        if known or (name.istitle() and " " not in name and _shortened(document, name, mention.start, lexicon)):
            found.append((mention.start, mention.end))
    return frozenset(found)


def _shortened(document: Document, name: str, end: int, lexicon: Lexicon) -> bool:
    """True for the last word of an outlet's name that stands in full before ``end``."""
    if name.lower() not in _last_words():
        return False
    full = re.search(rf"(?:[A-Z]\w+ ){{1,3}}{re.escape(name)}\b", document.text(0, end))
    words = full[0].split() if full is not None else []
    return any(lexicon.outlet(" ".join(words[i:])) is not None for i in range(max(0, len(words) - 1)))


@cache
def _last_words() -> frozenset[str]:
    """Return the words in which outlets' names end."""
    names = (name for row in rows("outlets") for name in (row["name"], *items(row["aliases"])))
    return frozenset(name.split()[-1].lower() for name in names)


def _bare(document: Document, mention: Mention) -> str:
    words = document.text(mention.start, mention.end).split()
    return " ".join(words[1:] if words[0].lower() == "the" else words)


def _unrelayed(statements: Sequence[Statement], outlets: frozenset[Span]) -> list[Statement]:
    """Leave out what an outlet only passes on ("the minister said he would sign, Reuters reports"): the statement is
    the one that it reports."""
    inner = {s.parent: s for s in statements if s.parent is not None and s.source_span is not None}
    passed = {
        s.id: s.parent
        for s in statements
        if s.source_span in outlets and s.id in inner and inner[s.id].end - inner[s.id].start >= 0.8 * _length(s)
    }
    by_id = {s.id: s for s in statements}
    for s in statements:
        if s.rule == "statements.np" and s.parent and _length(s) >= 0.6 * _length(by_id[s.parent]):
            passed[s.id] = s.parent  # "the ministry said that the envoy voiced concern": told once
    return [replace(s, parent=passed.get(s.parent or "", s.parent)) for s in statements if s.id not in passed]


def _named(document: Document, attribution: Attribution, mentions: Sequence[Mention], timexes: Sequence[Timex]) -> bool:
    """False where what looks like the source is a date ("Thursday's announcement"), or a label that names nobody."""
    head = attribution.source_head
    if head is None or attribution.source is None or attribution.seen:
        return True
    if any(t.start <= document.tokens[head].start < t.end for t in timexes):
        return False
    if attribution.rule in ("headline", "label"):
        return any(m.end == attribution.source[1] for m in mentions)
    cue = cue_of(document, document.tokens[attribution.head]) if attribution.head >= 0 else None
    if attribution.rule in HELD or (cue is not None and "animate" in cue.frames):
        meant = any(m.head == head or m.first <= head < m.last for m in mentions)
        return meant and document.tokens[head].lower not in _THINGS
    return True


def _statement(
    document: Document,
    attribution: Attribution,
    quotations: Sequence[Quotation],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    lexicon: Lexicon,
) -> Statement:
    article = document.article
    source = _whole(document, attribution, source_span(attribution, mentions))
    told = [*attribution.spans, *([attribution.cue] if attribution.cue else []), *([source] if source else [])]
    kind = _kind(document, attribution, quotations)
    anchor = source[0] if source and attribution.rule == "turn" else (attribution.cue or attribution.spans[0])[0]
    if attribution.head >= 0:
        anchor = document.tokens[attribution.head].start
    content = " ".join(document.text(*span) for span in attribution.spans)
    return Statement(
        id=make_id("statements", article.id, anchor),
        article=article.id,
        start=min(start for start, _ in told),
        end=max(end for _, end in told),
        rule=f"statements.{attribution.rule}",
        score=attribution.score,
        speaker=None,
        source_span=source,
        cue_span=attribution.cue,
        spans=attribution.spans,
        kind=kind,
        attitude=attribution.attitude,
        wording=_wording(article, kind),
        act=_act(document, attribution),
        parent=None,
        addressee=None,
        said_on=_said_on(document, attribution, timexes),
        venue=_venue(document, attribution, timexes, lexicon),
        topics=lexicon.issues(content),
    )


def _said_on(document: Document, attribution: Attribution, timexes: Sequence[Timex]) -> DateRange | None:
    """Return the date beside the cue; one inside the content says nothing of the day of speaking."""
    if attribution.rule == "post" and attribution.source:
        signed = find_dates(document.text(*attribution.source).rpartition(")")[2], document.article.published)
        return signed[0][2] if signed else None
    if attribution.head < 0:
        return None
    told = [t for t in timexes if not any(a <= t.start < b for a, b in attribution.spans)]
    return when(document, told, attribution.head)


def source_span(attribution: Attribution, mentions: Sequence[Mention]) -> Span | None:
    """Return the span of the mention that names the source; the noun phrase itself where no mention stands for it."""
    if attribution.source is None:
        return None
    head, (start, end) = attribution.source_head, attribution.source
    first = bisect_left(mentions, start - _FAR, key=_start)
    mentions = mentions[first : bisect_left(mentions, end + _FAR, key=_start)]
    exact = [m for m in mentions if head is not None and m.head == head]
    inside = [m for m in mentions if head is not None and m.first <= head < m.last]
    same = [m for m in mentions if m.start == start or (m.head < 0 and m.start < end and start < m.end)]
    for group in (exact, inside, same if head is None else []):
        if group:
            best = max(group, key=lambda m: (m.end - m.start, -m.start))
            return best.start, best.end
    return attribution.source


def _start(mention: Mention) -> int:
    return mention.start


def _whole(document: Document, attribution: Attribution, named: Span | None) -> Span | None:
    """Return the mention that names the source with what is told of it behind: "Ann Lee, who led the talks"."""
    head, source = attribution.source_head, attribution.source
    if named is None or source is None or head is None or document.tokens[head].pos == "PRON":
        return named
    phrase = source[1] - 2 * document.text(*source).endswith(("'s", "’s"))
    end = max(named[1], phrase, described(document, head, attribution.head))
    told = [start for start, _ in (*attribution.spans, *([attribution.cue] if attribution.cue else []))]
    if any(named[1] <= start < end for start in told):
        return named
    return min(named[0], source[0]) if source[1] >= named[0] else named[0], end


def _kind(document: Document, attribution: Attribution, quotations: Sequence[Quotation]) -> StatementKind:
    if attribution.rule in ("turn", "post"):
        return "direct"
    total = sum(end - start for start, end in attribution.spans)
    inside = sum(
        max(0, min(end, right) - max(start, left))
        for start, end in attribution.spans
        for quotation in quotations
        for left, right in quotation.spans
    )
    if inside == 0:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"


def _wording(article: Article, kind: StatementKind) -> Wording:
    """Return whether the words may be taken as the speaker's own: not where an outlet writes in a language that is not
    its country's, which `articles` leaves as "unknown"."""
    if kind == "indirect":
        return "paraphrase"
    foreign = article.original_language is not None and article.original_language != article.language
    abroad = article.translation == "unknown" and article.outlet_country is not None
    return "translated" if article.translation in ("machine", "human") or foreign or abroad else "verbatim"


def _act(document: Document, attribution: Attribution) -> Act:
    head = attribution.head
    if head >= 0:
        for child in document.children[head]:
            manner = cues().get((document.tokens[child].lower, "adverb"))
            if manner is not None:
                return manner.act
    return attribution.act


def _parent(statement: Statement, statements: Sequence[Statement]) -> str | None:
    """Return the innermost statement whose content holds the cue of this one; it says more than this one does."""
    anchor = statement.cue_span
    if anchor is None:
        return None
    around = [
        (_length(other), other.start, other.id)
        for other in statements
        if other.start <= anchor[0] < other.end
        and any(start <= anchor[0] and anchor[1] <= end for start, end in other.spans)
        and _length(other) > _length(statement)
    ]
    return min(around)[2] if around else None


def _length(statement: Statement) -> int:
    return sum(end - start for start, end in statement.spans)


def _addressee(document: Document, attribution: Attribution, mentions: Sequence[Mention]) -> Span | None:
    head = attribution.head
    if head < 0 or attribution.rule == "according-to":
        return None
    tokens, cue = document.tokens, cue_of(document, document.tokens[head])
    target = None
    if cue is not None and "addressee" in cue.frames:
        deps = ("nsubjpass",) if is_passive(document, head) else ("dobj", "dative")
        target = next((i for i in document.children[head] if tokens[i].dep in deps), None)
    if target is None:
        for i in document.children[head]:
            if tokens[i].lower == "to" and tokens[i].dep in ("prep", "dative"):
                target = next((j for j in document.children[i] if tokens[j].dep == "pobj"), None)
    if target is None or any(a <= tokens[target].start < b for a, b in attribution.spans):
        return None
    named = [m for m in mentions if m.head == target] or [m for m in mentions if m.first <= target < m.last]
    if named:
        best = max(named, key=lambda m: (m.end - m.start, -m.start))
        return best.start, best.end
    return noun_phrase(document, target) if cue is not None and "addressee" in cue.frames else None


def _venue(document: Document, attribution: Attribution, timexes: Sequence[Timex], lexicon: Lexicon) -> str | None:
    """Return where it was said: "an interview with CNN", "a press conference", an outlet."""
    head = attribution.head
    if head < 0 or attribution.rule == "according-to":
        return None
    tokens = document.tokens
    sentence = document.sentences[tokens[head].sentence]
    outlet = None
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        if token.lower not in _PLACES or any(a <= token.start < b for a, b in attribution.spans):
            continue
        noun = next((j for j in document.children[i] if tokens[j].dep in ("pobj", "dobj")), None)
        if noun is None or not _under(document, i, head):
            continue
        text = _name(document, noun, timexes)
        if (tokens[noun].lemma.lower(), "venue") in cues() and token.lower not in ("with", "after", "following"):
            return text
        if token.lower in ("to", "on", "with", "in") and outlet is None and _is_outlet(document, noun, lexicon):
            outlet = text
    for i in document.children[head]:
        if tokens[i].dep in ("dobj", "dative") and outlet is None and _is_outlet(document, i, lexicon):
            outlet = _name(document, i, timexes)
    return outlet


def _name(document: Document, noun: int, timexes: Sequence[Timex]) -> str:
    """Return the words of a noun phrase with "with X" or "of X" behind it, up to a date in it."""
    start, end = noun_phrase(document, noun)
    behind = [
        c for c in document.children[noun] if c > noun and document.tokens[c].dep in ("prep", "acl", "punct", "cc")
    ]
    cuts = [document.tokens[c].start for c in behind if document.tokens[c].lower not in ("with", "of")]
    end = min([end, *cuts, *(t.start for t in timexes if document.tokens[noun].end <= t.start < end)])
    words = document.text(start, end).split()
    while len(words) > 1 and words[-1].lower() in _PLACES:
        words.pop()
    name = " ".join(words)
    return f"{name}”" if "“" in name and "”" not in name else name


def _is_outlet(document: Document, noun: int, lexicon: Lexicon) -> bool:
    tokens = document.tokens
    owner = next((c for c in document.children[noun] if tokens[c].dep == "poss"), noun)
    for head in {owner, noun}:
        words = [t.text for t in tokens[document.edges[head][0] : head + 1]]
        if any(lexicon.outlet(" ".join(words[a:])) is not None for a in range(max(0, len(words) - 6), len(words))):
            return True
    return False


def _under(document: Document, i: int, head: int) -> bool:
    """True where token ``i`` hangs on the cue, or on a participle or noun beside it that is not content."""
    at = i
    for _ in range(12):
        if at == head:
            return True
        if document.tokens[at].head == at:
            return False
        at = document.tokens[at].head
    return False
