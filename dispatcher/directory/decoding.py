"""UTF-8 if the whole file is UTF-8, else Windows-1252: by trying, never by guessing from letter frequencies."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from dispatcher.directory.faults import BrokenList

UTF8 = "utf-8-sig"
WINDOWS = "cp1252"

_CHUNK = 1 << 18
_UNDEFINED_IN_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_NOT_CSV = (
    (b"PK\x03\x04", "er et regneark (.xlsx eller .ods), ikke en CSV-fil; lagre det som «CSV UTF-8»"),
    (b"\xd0\xcf\x11\xe0", "er et gammelt regneark (.xls), ikke en CSV-fil; lagre det som «CSV UTF-8»"),
    (codecs.BOM_UTF16_LE, "er lagret som UTF-16; lagre den som «CSV UTF-8»"),
    (codecs.BOM_UTF16_BE, "er lagret som UTF-16; lagre den som «CSV UTF-8»"),
)


def encoding_of(source: BinaryIO, *, file: str) -> str:
    """Reads the source to its end, a piece at a time. Raises BrokenList for what is not text."""
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    lines, undefined = 1, 0
    for chunk in _chunks(source, file=file):
        _refuse_nul(chunk, file=file, lines=lines)
        utf8 = utf8 if utf8 and _decodes(utf8, chunk) else None
        stray = _UNDEFINED_IN_WINDOWS.search(chunk)
        if stray and not undefined:
            undefined = lines + chunk.count(b"\n", 0, stray.start())
        if utf8 is None and undefined:
            raise BrokenList(file, undefined, "er verken UTF-8 eller Windows-1252; lagre den som «CSV UTF-8»")
        lines += chunk.count(b"\n")
    if utf8 and _decodes(utf8, b"", final=True):
        return UTF8
    if undefined:
        raise BrokenList(file, undefined, "er verken UTF-8 eller Windows-1252; lagre den som «CSV UTF-8»")
    return WINDOWS


def _chunks(source: BinaryIO, *, file: str) -> Iterator[bytes]:
    chunk = source.read(_CHUNK)
    if not chunk:
        raise BrokenList(file, 0, "er tom")
    for signature, what in _NOT_CSV:
        if chunk.startswith(signature):
            raise BrokenList(file, 0, what)
    while chunk:
        yield chunk
        chunk = source.read(_CHUNK)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_nul(chunk: bytes, *, file: str, lines: int) -> None:
    nul = chunk.find(b"\0")
    if nul >= 0:
        line = lines + chunk.count(b"\n", 0, nul)
        raise BrokenList(file, line, "inneholder nullbyte: dette er ikke en tekstfil; lagre den som «CSV UTF-8»")
