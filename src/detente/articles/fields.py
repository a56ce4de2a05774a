"""Stated fields -> `Article`: each one checked, what isn't stated derived where it is certain, else unknown."""

import datetime as dt
import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, get_args
from urllib.parse import urlsplit

from detente.articles.failure import Unreadable
from detente.lexicon import items, load, rows
from detente.records import Article, Day, Genre, PublishedBasis, Translation, make_id

LONGEST_TEXT = 10_000_000  # characters of one report
OPENING = 500  # characters in which a transcript names its first speaker
TURN = 1_500  # characters that a turn of a transcript has at most, on average
ONE_WORD = 10_000  # characters without a blank that are no word of a report
TEXT_FIELDS = (
    "outlet",
    "outlet_country",
    "url",
    "title",
    "language",
    "original_language",
    "translation",
    "genre",
    "note",
)

Fields = Mapping[str, Any]

_FORMS = ("ISO", "RFC 2822", "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?:/|$)")
_HALF = re.compile("[\ud800-\udfff]")
_TRANSLATED = re.compile(r"\b(?:re)?translat", re.IGNORECASE)
_MACHINE = re.compile(r"\b(?:machine|automat\w+|google|deepl|mt)\b", re.IGNORECASE)
_READ = "en"  # what a report that doesn't state its language is read as
_HUMAN = re.compile(r"\b(?:human|official|professional|staff|editorial|translator)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:of|from|out of)\s+(?:(?:an?|the|its|their)\s+)?(?:original\s+)?(\w+)", re.IGNORECASE)
_SPEAKER = re.compile(
    r"(?:^|(?<=[.!?…”)] ))(?:(Q)(?:[.:]\s|\s+[A-Z(“\"])"
    r"|([A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’-]*|of|the|and|for)){0,17})(?: ?\([^()\n]{1,40}\))?:\s)",
    re.MULTILINE,
)
_TITLED = re.compile(
    r"\b(?:THE (?:VICE )?PRESIDENT|PRESIDENT [A-Z]+|SECRETARY [A-Z]+|M[RS]S?\. [A-Z-]+|[A-Z ]+ OFFICIAL):\s"
)


@dataclass(frozen=True, slots=True)
class Defaults:
    """Fields for reports that don't state their own."""

    outlet: str | None = None
    published: Day | None = None
    language: str | None = None


def article(stated: Sequence[Fields], found: Fields, defaults: Defaults) -> Article:
    """Return the article of a report.

    Args:
        stated: its own fields, then those of the manifest: the first that holds a field wins.
        found: metadata of the page.
        defaults: for what is neither stated nor found.

    Raises:
        Unreadable: a field is missing or isn't what it should be; the message names it.
    """
    layers = (*stated, found)
    text = _text(layers)
    given = {name: _words(layers, name) for name in TEXT_FIELDS}
    outlet = given["outlet"] or _outlet_of(given["url"]) or defaults.outlet
    if outlet is None:
        raise Unreadable("field 'outlet' is missing: state it in the report, in a manifest or with --outlet")
    known = load().outlet(outlet)
    country = given["outlet_country"] or (known.country if known else None)
    published, basis = _published(stated, found, defaults, given["url"])
    language = given["language"] or defaults.language
    original, translation = _translation(given, language, country)
    id, version = identity(outlet, given["url"], text, published)
    return Article(
        id=id,
        outlet=outlet,
        outlet_country=country,
        url=given["url"],
        title=given["title"],
        published=published,
        published_basis=basis,
        language=language,
        original_language=original,
        translation=translation,
        genre=_genre(given["genre"], given["title"], text),
        version=version,
        text=text,
    )


def identity(outlet: str, url: str | None, text: str, published: Day | None) -> tuple[str, str]:
    """Return the id and the version of a report."""
    digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    return make_id("articles", outlet, url or "", digest, published or ""), digest[:12]


def _text(layers: Sequence[Fields]) -> str:
    text = next((layer["text"] for layer in layers if layer.get("text") is not None), None)
    if text is None:
        if any("file" in layer for layer in layers[:1]):
            raise Unreadable("field 'text' is missing: a line of a manifest? Give it with --manifest")
        raise Unreadable("field 'text' is missing")
    if not isinstance(text, str):
        raise Unreadable(f"field 'text' holds {_named(text)}, not text")
    if not text.strip():
        raise Unreadable("empty: there is no text in it")
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"{len(text):,} characters long: a report has at most {LONGEST_TEXT:,}")
    if _HALF.search(text):
        raise Unreadable("no text: it holds half a character (a lone surrogate)")
    longest = max(map(len, text.split()))
    if longest > ONE_WORD and longest * 2 > len(text):
        raise Unreadable(f"no report: one word of {longest:,} characters")
    letters = [character for character in text[:20_000] if character.isalpha()]
    if sum(map(str.isascii, letters)) * 2 < len(letters):
        raise Unreadable("not in English: most of its letters are not Latin")
    return text


def _words(layers: Sequence[Fields], name: str) -> str | None:
    """Return the first value of a field that isn't blank."""
    for layer in layers:
        value = layer.get(name)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            continue
        if not isinstance(value, str):
            raise Unreadable(f"field {name!r} holds {_named(value)}, not text")
        if words := " ".join(_HALF.sub("\N{REPLACEMENT CHARACTER}", value).split()):
            return words
    return None


def _named(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "a truth value", int: "a number", float: "a number"}
    return kinds.get(type(value), f"a {type(value).__name__}")


# --- publication ------------------------------------------------------------------------------------------


def _published(
    stated: Sequence[Fields], found: Fields, defaults: Defaults, url: str | None
) -> tuple[Day | None, PublishedBasis]:
    for layer in stated:
        for name in ("published", "date"):
            if (day := to_day(layer.get(name), name)) is not None:
                return day, "stated"
    if (day := to_day(found.get("published"), "published")) is not None:
        return day, "metadata"
    if defaults.published is not None:
        return defaults.published, "stated"
    if url and (parts := _URL_DAY.search(urlsplit(url).path)):
        try:
            return dt.date(*map(int, parts.groups())), "inferred"
        except ValueError:
            return None, "unknown"  # digits in an address that are no date
    return None, "unknown"


def to_day(value: object, name: str) -> Day | None:
    """Return the day that a field states, None for a blank one.

    Raises:
        Unreadable: it is no day.
    """
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise Unreadable(f"field {name!r} holds {_named(value)}, not a date")
    words = " ".join(value.split())
    if not words:
        return None
    for form in _FORMS:
        try:
            return _read_day(words, form)
        except (ValueError, TypeError, IndexError):
            continue
    raise Unreadable(f"field {name!r}: {value[:60]!r} is no date (write it as 2021-06-16)")


def _read_day(words: str, form: str) -> Day:
    if form == "ISO":
        return dt.datetime.fromisoformat(words.replace(" UTC", "Z")).date()
    if form == "RFC 2822":
        return parsedate_to_datetime(words).date()
    return dt.datetime.strptime(words, form).date()


# --- what follows from the fields -------------------------------------------------------------------------


def _outlet_of(url: str | None) -> str | None:
    """Return the outlet that an address belongs to: the lexicon's name, else the host."""
    host = urlsplit(url).hostname if url and "//" in url else None
    if not host:
        return None
    known = load().outlet(host)
    return known.name if known else host.removeprefix("www.")


def _translation(
    given: Mapping[str, str | None], language: str | None, country: str | None
) -> tuple[str | None, Translation]:
    """Return the original language and how the report came into its own."""
    original, stated, note = given["original_language"], given["translation"], given["note"] or ""
    if stated is not None and stated not in get_args(Translation):
        raise Unreadable(f"field 'translation': {stated!r} is not one of {', '.join(get_args(Translation))}")
    if stated == "none":
        return original or language, "none"
    if _TRANSLATED.search(note):
        original = original or _language_named(note, language)
        how: Translation = "machine" if _MACHINE.search(note) else "human" if _HUMAN.search(note) else "unknown"
        return original, stated or how  # type: ignore[return-value]
    if stated is not None:
        return original, stated  # type: ignore[return-value]
    if original == language if original else country in _written_in(language or _READ):
        return language, "none"
    return original, "unknown"


def _language_named(note: str, language: str | None) -> str | None:
    """Return the language that a note says was translated from ("of a Russian report", "from Russian")."""
    codes = {row["name"].casefold(): row["code"] for row in rows("languages")}
    named = [codes[word.casefold()] for word in _FROM.findall(note) if word.casefold() in codes]
    others = [codes[word.casefold()] for word in re.findall(r"\w+", note) if word.casefold() in codes]
    return next((code for code in [*named, *others] if code != (language or "en")), None)


@cache
def _written_in(language: str) -> frozenset[str]:
    code = language.casefold().partition("-")[0]
    return frozenset(country for row in rows("languages") if row["code"] == code for country in items(row["countries"]))


def _genre(stated: str | None, title: str | None, text: str) -> Genre:
    """Return the genre: as stated, or what the form of the text leaves no doubt of, else news."""
    if stated is not None:
        if stated not in get_args(Genre):
            raise Unreadable(f"field 'genre': {stated!r} is not one of {', '.join(get_args(Genre))}")
        return stated  # type: ignore[return-value]
    if (title or text.lstrip()[:40]).lstrip().casefold().startswith("readout of"):
        return "readout"
    speakers = Counter("".join(groups) for groups in _SPEAKER.findall(text))
    turns = [name for name, count in speakers.items() if count > 1 and _speaks(name)]
    dense = sum(speakers[name] for name in turns) * TURN > len(text)
    opened = _TITLED.search(text, 0, OPENING) is not None
    return "transcript" if opened or (len(turns) > 1 and dense) else "news"


def _speaks(name: str) -> bool:
    """Tell whether a repeated label can be a speaker's."""
    never = {row["text"].casefold() for row in rows("artefacts") if row["form"] in {"never", "never-first"}}
    plain = name.casefold()
    return (
        plain not in never and plain.split()[0] not in never and (name.isupper() or " " in name or plain == "question")
    )
