"""What the steps of this room look at together: one article's parse with all that the rooms above found in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from detente.actors import Cast
from detente.clauses import Clause, Condition, class_words, clause_of, find_conditions_of
from detente.dates import Timex
from detente.encoder import Prospect
from detente.lexicon import Lexicon
from detente.records import Actor, Event, Span, Statement, side
from detente.sentences import Document, Token

OFTEN = 3
NEIGHBOURS = 3  # sentences before that may name the other side
HARMFUL = frozenset(("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "ACCUSE", "REJECT"))
SUBJECTS = ("nsubj", "nsubjpass")
RELATIVES = ("who", "which", "that", "whom")


@dataclass(frozen=True)
class Scene:
    """An article's document, clauses, statements, events, cast and dates, with the look-ups that this room needs;
    ``prospects``: what the encoder takes for outcomes."""

    document: Document
    clauses: tuple[Clause, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    cast: Cast
    timexes: tuple[Timex, ...]
    lexicon: Lexicon
    prospects: tuple[Prospect, ...] = ()

    @cached_property
    def heads(self) -> dict[int, Clause]:
        """The clauses by their head's token index."""
        return {clause.head: clause for clause in self.clauses}

    @cached_property
    def said(self) -> dict[str, Statement]:
        """The statements by id."""
        return {statement.id: statement for statement in self.statements}

    def is_said(self, clause: Clause) -> bool:
        """True where somebody says what the clause tells; False where the outlet does, or where it is only thought."""
        told = self.said.get(clause.asserted_by or "")
        return told is not None and told.attitude == "speech"

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the document, phrases included, in order."""
        return tuple(condition for condition in find_conditions_of(self.document) if condition.role == "condition")

    def whole(self, condition: Condition) -> Span:
        """Return the span of a condition with its marker."""
        first, last = self.document.tokens[condition.first], self.document.tokens[condition.last - 1]
        return min(condition.marker[0], first.start), max(condition.marker[1], last.end)

    def token(self, i: int) -> Token:
        """Return token ``i``."""
        return self.document.tokens[i]

    def children(self, i: int, *deps: str) -> tuple[Token, ...]:
        """Return the children of token ``i`` with one of these labels (all of them without)."""
        found = (self.document.tokens[j] for j in self.document.children[i])
        return tuple(token for token in found if not deps or token.dep in deps)

    def clause(self, i: int) -> Clause:
        """Return the innermost clause that holds token ``i``."""
        return self.heads[i] if i in self.heads else clause_of(self.clauses, i)

    def statement(self, i: int) -> Statement | None:
        """Return the innermost statement whose content holds the clause of token ``i``."""
        by = self.clause(i).asserted_by
        return self.said[by] if by is not None else None

    def headed(self, i: int) -> bool:
        """True where token ``i`` stands in a heading."""
        sentence = self.document.sentences[self.token(i).sentence]
        return self.document.paragraphs[sentence.paragraph].kind == "heading"

    def asked(self, i: int) -> bool:
        """True where token ``i`` stands in a question."""
        sentence = self.document.sentences[self.token(i).sentence]
        return any(self.token(j).text == "?" for j in range(max(sentence.first, sentence.last - 2), sentence.last))

    def actors(self, i: int) -> tuple[Actor, ...]:
        """Return who is meant by the noun phrase headed by token ``i``, its coordinates included; else whose it is."""
        found = list(self.named(i))
        if not found:
            found = [
                actor
                for token in self.children(i, "poss", "compound", "nmod", "amod")
                for actor in self.cast.of(token.i)
            ]
        if not found:
            for preposition in self.children(i, "prep"):
                if preposition.lower in ("of", "by", "from", "between"):
                    found.extend(a for token in self.children(preposition.i, "pobj") for a in self.actors(token.i))
        return tuple(dict.fromkeys(found))

    def named(self, i: int) -> tuple[Actor, ...]:
        """Return who is meant by the mention headed by token ``i`` itself, its coordinates included."""
        found = list(self.cast.of(i))
        for token in self.children(i, "conj"):
            found.extend(self.cast.of(token.i))
        return tuple(dict.fromkeys(found))

    def subject(self, head: int) -> int | None:
        """Return the token index of who does what the clause headed by ``head`` tells, by syntax and control."""
        token = self.token(head)
        own = self.children(head, *SUBJECTS)
        if own:
            return self._referred(own[0].i, head)
        if token.dep == "acl" and token.tag in ("VBG", "VBN"):
            return token.head
        if token.dep == "pcomp" and (named := [c.i for c in self.children(token.head, "pobj") if c.i < head]):
            return named[-1]  # "in addition to Iran agreeing"
        if token.dep == "conj":
            first = self.token(token.head)
            if token.tag in ("VBD", "VBZ", "VBP") and first.dep == "acl" and first.tag in ("VBN", "VBG"):
                parent = self.heads[first.i].parent if first.i in self.heads else None
                return self.subject(self.clauses[parent].head) if parent is not None else None
            return self.subject(token.head)
        if token.dep in ("xcomp", "advcl", "ccomp", "pcomp", "acl") and token.head != head:
            above = self.token(token.head)
            if above.dep in ("acomp", "prep", "dobj", "attr", "oprd"):
                above = self.token(above.head)
            if above.pos == "ADP":
                above = self.token(above.head)
            return self.subject(above.i) if above.i in self.heads else None
        return None

    def _referred(self, subject: int, head: int) -> int:
        """Return the antecedent where a relative pronoun is the subject."""
        if self.token(subject).lower in RELATIVES and self.token(head).dep in ("relcl", "acl"):
            return self.token(head).head
        return subject

    @cached_property
    def _triggered(self) -> dict[int, tuple[Event, ...]]:
        """The events by the token index of their trigger: the word that their rule names, within their evidence."""
        found: dict[int, list[Event]] = {}
        for event in self.events:
            word = event.rule.rpartition(":")[2]
            within = map(self.token, self.document.tokens_in((event.start, event.end)))
            at = next((token.i for token in within if token.lemma.lower() == word or token.lower == word), None)
            if at is not None:
                found.setdefault(at, []).append(event)
        return {at: tuple(events) for at, events in found.items()}

    @cached_property
    def parties(self) -> frozenset[str | None]:
        """The sides whose people of weight are named again and again in the document."""
        actors = (actor for token in self.document.tokens for actor in self.cast.of(token.i))
        named = Counter(side(actor) for actor in actors if official(actor))
        return frozenset(each for each, times in named.items() if times >= OFTEN)

    @cached_property
    def rivals(self) -> frozenset[str | None]:
        """The sides that the outlet's own state does or threatens harm in the document."""
        return frozenset(map(side, self._harmed))

    @cached_property
    def hostile(self) -> frozenset[str | None]:
        """The sides that do harm or are done harm in the document, the outlet's own state aside."""
        harm = [event for event in self.events if event.type in HARMFUL and event.source and event.target]
        sides = {side(actor) for event in harm for actor in event.source} | self.rivals
        return frozenset(sides - {self.document.article.outlet_country})

    @property
    def rival(self) -> Actor | None:
        """The first of them to be named."""
        return next(iter(self._harmed), None)

    @cached_property
    def _harmed(self) -> tuple[Actor, ...]:
        own = self.document.article.outlet_country
        harm = (e for e in self.events if e.type in HARMFUL and any(each.country == own for each in e.source))
        return tuple(actor for event in harm for actor in event.target if side(actor) is not None)

    def events_at(self, places: Iterable[int]) -> tuple[tuple[int, Event], ...]:
        """Return trigger and event of the events whose trigger is one of these tokens, in their order."""
        return tuple((i, event) for i in places for event in self._triggered.get(i, ()))


def apart(one: Actor | None, other: Actor | None) -> bool:
    """True where ``one`` is known and not of the other's side; an organisation and its secretary are of one side."""
    if one is not None and other is not None and one.country == other.country == "IGO":
        return one.id != other.id and one.named == other.named
    return side(one) is not None and side(one) != side(other)


def believed(scene: Scene, clause: Clause) -> bool:
    """True for what the speaker thinks or expects will come, his own side's part in it included."""
    above = scene.token(scene.token(clause.head).head)
    return clause.relation == "complement" and above.lemma in class_words("belief")


OFFICIAL = frozenset(("GOV", "MIL", "LEG", "SPY", "IGO", "REB", "PTY", "JUD"))


def political(actor: Actor | None) -> bool:
    """True for somebody of a known state or organisation of states, or of an armed group."""
    return actor is not None and (actor.country is not None or actor.sector in ("REB", "IGO"))


def official(actor: Actor | None) -> bool:
    """True for somebody who can speak for a state, an army, an armed group or an organisation of states."""
    if actor is None:
        return False
    speaks = actor.sector is None and actor.named in ("office", "body", "place")
    return actor.sector in OFFICIAL or (speaks and political(actor))
