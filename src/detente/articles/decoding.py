"""Bytes -> text, as it came: UTF-8 with or without mark, others as charset-normalizer detects them."""

import codecs
import io
import re
from typing import BinaryIO

from detente.articles.failure import Unreadable

SAMPLE = 1 << 18  # bytes that an encoding is detected from
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FORMATS = {b"%PDF": "PDF", b"PK\x03\x04": "a ZIP archive (DOCX, EPUB)", b"\x1f\x8b": "gzip", b"\x89PNG": "PNG"}
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)


def decode(data: bytes, html: bool = False) -> str:
    """Return the text of ``data``, line ends and all.

    Raises:
        Unreadable: the data is binary, or no encoding fits it.
    """
    encoding = detect(data, html)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return data[: error.start].decode(encoding)
        raise Unreadable(f"not {encoding} throughout: {error.reason} at byte {error.start}") from error


def detect(data: bytes, html: bool = False) -> str:
    """Return the encoding of ``data``.

    Raises:
        Unreadable: the data is binary, or no encoding fits it.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    for magic, name in _FORMATS.items():
        if data.startswith(magic):
            raise Unreadable(f"binary: {name}")
    if b"\0" in data[:SAMPLE]:
        raise Unreadable("binary: it holds zero bytes")
    if _is_utf8(data):
        return "utf-8"
    named = _META.search(data[:4096]) if html else None
    if named and (stated := _codec(named[1].decode("ascii"))):
        return stated
    return _guessed(data)


def lines_of(handle: BinaryIO) -> io.TextIOWrapper:
    """Return ``handle`` as text with its line ends kept, its encoding detected from its beginning.

    Raises:
        Unreadable: the data is binary, or no encoding fits it.
    """
    sample = handle.peek(SAMPLE)[:SAMPLE] if isinstance(handle, io.BufferedReader) else b""
    return io.TextIOWrapper(handle, encoding=detect(sample), newline="")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and len(data) - error.start < 4 and error.start > 0
    return True


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        raise Unreadable("binary, or in no encoding that could be told")
    return best.encoding
