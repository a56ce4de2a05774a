"""Names as they are written, and the index that finds what they mean."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from detente.lexicon.tables import items, rows

_SIGNS = str.maketrans(dict.fromkeys("-‐‑–—/", " ") | dict.fromkeys(".,'’‘`\"“”()", ""))
_POSSESSIVE = ("'s", "’s")
_ARTICLES = ("al", "el")
_DOUBLED = re.compile(r"(.)\1+")
_PATRONYMIC = re.compile(r"(?<= )\w{2,}(?:[oe]v(?:ich|ych|na)|i[ch]h?na|[yi]ich)(?= )", re.IGNORECASE)
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"})


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return the form under which a name is looked up: case folded, without accents, dots, apostrophes and hyphens.

    Words may be separated as a tokenizer does ("People 's Republic", "Jean - Pierre").
    """
    text = text.casefold()
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.split()) if "  " in text else text.strip()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(text.replace(" ’s", "s").replace(" 's", "s").translate(_SIGNS).split())


def agrees(alias: str, text: str) -> bool:
    """True where ``text`` is cased as ``alias`` asks: an acronym in capitals ("US" is not "us"), a name with a
    capital ("Turkey" is not "turkey"), anything else in any way."""
    alias, text = (name[4:] if name[:4] in ("the ", "The ") else name for name in (alias, text))
    if alias.isupper() and len(alias) <= 7:
        return text.isupper()
    return not _initial(alias).isupper() or _initial(text).isupper()


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """Return what is left of a name when the ways to write its sounds in Latin letters are levelled ("Sergej Lawrow",
    "Sergey Lavrov"), by the rules of ``name_variants``; Arabic articles, doubled letters and spaces fall away."""
    pattern, sounds = _sounds()
    words = (word for word in key(name).split() if word not in _ARTICLES)
    levelled = (pattern.sub(lambda match: sounds[match[0]], word) for word in words)
    return _DOUBLED.sub(r"\1", "".join(levelled))


@cache
def _sounds() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = [items(row["forms"]) for row in rows("name_variants") if row["part"] == "sound"]
    sounds = {form: group[0] for group in groups for form in group}
    return re.compile("|".join(sorted(sounds, key=len, reverse=True))), sounds


def _is_full(folded: str) -> bool:
    return " " in folded and sum(word not in _ARTICLES for word in folded.split()) > 1


def _initial(name: str) -> str:
    return next((char for char in name if char.isalpha()), "")


@dataclass(slots=True)
class Names:
    """An index from written names to ids. The order of ``add`` is the order of what is found."""

    _meanings: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)
    _sounds: dict[str, set[str]] = field(default_factory=dict)

    def add(self, alias: str, meaning: str) -> None:
        """Let ``alias`` mean ``meaning`` (too)."""
        folded = key(alias)
        if not folded:
            return
        known = self._meanings.setdefault(folded, [])
        if (alias, meaning) not in known:
            known.append((alias, meaning))
        first, _, rest = folded.partition(" ")
        self._longest[first] = max(self._longest.get(first, 0), rest.count(" ") + 2 if rest else 1)

    def find(self, text: str) -> tuple[str, ...]:
        """Return what ``text`` as a whole means, in order, what is written just so before all else ("The Hill" is not
        "the Hill"); a leading article is optional where the name has none."""
        folded = key(text)
        found = self._meanings.get(folded) or self._meanings.get(folded.removeprefix("the "), [])
        if len(found) > 1:
            found = sorted(found, key=lambda pair: pair[0] != text)
        return tuple(dict.fromkeys(meaning for alias, meaning in found if agrees(alias, text)))

    def respelled(self, text: str, among: str) -> tuple[str, ...]:
        """Return the one meaning, of those whose id begins with ``among``, whose full name ``text`` spells another way:
        with a patronymic, or in another transliteration; none where there are several."""
        plain = _PATRONYMIC.sub("", text)
        if plain != text and (found := self.find(plain)):
            return found
        if not _is_full(key(plain)) or not _initial(plain).isupper():
            return ()
        if not self._sounds:
            for folded, meanings in self._meanings.items():
                if _is_full(folded):
                    people = {meaning for _, meaning in meanings if meaning.startswith(among)}
                    self._sounds.setdefault(sound(folded), set()).update(people)
        meant = self._sounds.get(sound(plain), set())
        return tuple(meant) if len(meant) == 1 else ()

    def longest(self, words: Sequence[str], at: int) -> int:
        """Return how many of ``words`` from ``at`` on form the longest name, 0 if none does."""
        owner = len(words) > at + 1 and words[at + 1] in _POSSESSIVE
        first = key(words[at] + "'s" if owner else words[at]).partition(" ")[0]
        limit = max(self._longest.get(first, 0), self._longest.get(key(words[at]), 0) if owner else 0)
        if not limit:
            return 0
        best = 0
        for end in range(at + 1, len(words) + 1):
            text = " ".join(words[at:end])
            folded = key(text)
            if folded.count(" ") >= limit:
                break
            if key(words[end - 1]) and any(agrees(alias, text) for alias, _ in self._meanings.get(folded, ())):
                best = end - at
        return best

    def items(self) -> Iterable[tuple[str, list[tuple[str, str]]]]:
        """Return every folded name with its (alias, meaning) pairs."""
        return self._meanings.items()
