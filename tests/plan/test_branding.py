"""What a municipality's pages look like: a colour that can be read, a logo that is a picture and nothing else."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from dispatcher.domain.contrast import DARK_PAPER, LEAST, LIGHT_PAPER, at_night, contrast, least_contrast
from dispatcher.plan_file import load_plan
from dispatcher.plan_file.logo import MOST_BYTES, read_logo
from tests.plan.conftest import Broken

HERE = "  center: {lat: 60.8165, lon: 11.3430}\n"


def branded(written: str) -> tuple[str, str]:
    return HERE, f"{HERE}  branding: {written}\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 4, height: int = 2, colour: bytes = b"\x0b\x4f\x8a") -> bytes:
    """A picture of one colour."""
    rows = (b"\0" + colour * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_contrast_is_wcags() -> None:
    """The two ends of the scale, and a grey that every checker knows."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.requirement("R082")
@pytest.mark.parametrize("colour", ["#000000", "#0b4f8a", "#a3121b", "#1b6b34", "#5b2a86", "#6b4a00"])
def test_a_colour_that_is_taken_can_be_read_day_and_night(home: Path, colour: str) -> None:
    """At night it is the same with white in it."""
    plan = home / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace(*branded(f'{{accent: "{colour.upper()}"}}')), "utf-8")
    chosen = load_plan(home).plan.municipality.branding

    assert chosen is not None
    assert chosen.accent == colour
    assert least_contrast(colour, LIGHT_PAPER) >= LEAST
    assert least_contrast(at_night(colour), DARK_PAPER) >= LEAST


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('{accent: "#ffd400"}', "Kontrasten mot hvitt er 1,3. WCAG AA krever 4,5. Velg en mørkere farge."),
        ('{accent: "#777777"}', "Velg en mørkere farge."),
        ("{accent: red}", "Skriv fargen som seks heksadesimale siffer"),
        ('{accent: "#fff"}', "Skriv fargen som seks heksadesimale siffer"),
        ('{accent: "#0b4f8a;} body{display:none"}', "Skriv fargen som seks heksadesimale siffer"),
        ("{colour: red}", "Ukjent nøkkel «colour»"),
        ("{logo: vapen.png}", "Finner ikke filen vapen.png."),
        ("{logo: ../vapen.png}", "ligger utenfor kommunens mappe"),
        ("{logo: plan.yaml}", "er ikke et helt PNG-bilde. Lagre logoen som PNG (ikke SVG)."),
    ],
)
def test_what_is_refused(broken: Broken, written: str, words: str) -> None:
    """With the line, in words that say what to type."""
    [fault] = broken(branded(written))

    assert words in fault.what
    assert fault.where.startswith("plan.yaml:")


def test_a_statement_of_ones_own_is_at_uustatus(broken: Broken) -> None:
    """No other address is taken for it."""
    [fault] = broken((HERE, f"{HERE}  declaration: http://evil.example/x\n"))

    assert "uustatus.no" in fault.what


def test_a_picture_is_read_with_its_size(tmp_path: Path) -> None:
    """As it is, byte for byte."""
    (tmp_path / "vapen.png").write_bytes(png(40, 20))
    logo = read_logo(tmp_path, "vapen.png")

    assert (logo.width, logo.height, logo.body) == (40, 20, png(40, 20))


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        png()[:-1],
        png() + b"<script>alert(1)</script>",
        png()[:-4] + b"\0\0\0\0",
        png()[:8] + chunk(b"IEND", b""),
        png()[:8],
        png(2000, 1),
        png() + b"\0" * MOST_BYTES,
        b"",
    ],
    ids=["svg", "cut", "more behind", "checksum", "no head", "nothing in it", "wide", "large", "empty"],
)
def test_what_is_no_picture(tmp_path: Path, body: bytes) -> None:
    """SVG, broken, or also something else."""
    (tmp_path / "vapen.png").write_bytes(body)
    with pytest.raises(ValueError, match=r"vapen\.png|piksler"):
        read_logo(tmp_path, "vapen.png")
