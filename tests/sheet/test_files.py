"""Sheets as files: a page that asks for nothing, and a PDF with its words."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from coach.cli.commands import app
from coach.languages import LANGUAGES, load_language
from coach.sheet.html import render_html
from coach.sheet.model import Sheet, make_sheet
from coach.sheet.pdf import render_pdf
from support import compiled, script

HOSTILE = "5 < 6 & 'so' > 4"
TEXT = """---
title: Lunge
language: {code}
sides: right, left
often: daily
---

## {heading}

- Step forward. `hold 10s`
"""


def describe(code: str, heading: str = "Lunge") -> Sheet:
    text = TEXT.replace("{code}", code).replace("{heading}", heading)
    return make_sheet([script(text)], compiled(text), load_language(code))


def test_a_page_asks_for_nothing_and_its_texts_stay_texts() -> None:
    page = render_html([describe("en", HOSTILE)]).decode()
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert HOSTILE not in page
    assert page.count("5 &lt; 6 &amp; ") == 2
    assert not re.search(r"https?://|src=", page)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pdf_has_the_words_of_its_language(code: str) -> None:
    sheet = describe(code, "Straße, niño, cœur")
    pdf = render_pdf([sheet, describe("en", HOSTILE)])
    reader = PdfReader(io.BytesIO(pdf))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == 2
    for words in ("1. Straße, niño, cœur", "Step forward.", sheet.words.notes, sheet.words.done):
        assert words in texts[0]
    assert HOSTILE in texts[1]
    assert reader.metadata
    assert reader.metadata.title == "Lunge, Lunge"
    assert render_pdf([sheet, describe("en", HOSTILE)]) == pdf


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lunge.md").write_text(TEXT.replace("{code}", "en").replace("{heading}", "Lunge"))

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["sheet", *arguments])
        return result.exit_code, result.output.strip()

    assert run("lunge.md") == (0, "lunge.pdf: Lunge")
    assert Path("lunge.pdf").read_bytes().startswith(b"%PDF")
    assert run("lunge.md") == (3, "lunge.pdf exists already: --force overwrites it.")
    assert run("lunge.md", "-o", "a.html", "--hold", "20s") == (0, "a.html: Lunge")
    assert "20 s, 2 breaths" in Path("a.html").read_text()
    code, said = run("lunge.md", "-o", "lunge.doc")
    assert (code, said) == (2, "lunge.doc is not a sheet: its name must end in .pdf or .html.")
