"""A proposition in the making: where its outcome stands and what the words around it say of its kind."""

from dataclasses import dataclass

from detente.records import Force, Span, Strength


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule found.

    ``outcome`` is the head token of the outcome, ``act`` that of the word that makes it a proposition ("offered"; None
    where a modal does), ``maker`` and ``addressee`` the tokens that name them, where named; ``doer`` the token of who
    is to do the outcome; ``hint`` what the act says of it ("harm", "offer", "warn", "negated"). ``whole`` takes the
    words of the act into the outcome's ("a meeting is planned"). ``span`` are the outcome's words where they are known.
    """

    outcome: int
    act: int | None
    force: Force | None
    maker: int | None
    addressee: int | None
    doer: int | None
    hint: str
    rule: str
    score: float
    strength: Strength
    whole: bool = False
    span: Span | None = None
