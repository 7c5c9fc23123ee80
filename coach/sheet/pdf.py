"""Sheets as a PDF, set by ReportLab."""

import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from coach.sheet.model import WEEKS, Sheet, SheetExercise
from coach.sheet.picture import COLOURS, LANE, list_bars, measure_picture_height

_MARGIN = 18 * mm
_FRAME_PADDING = 6
_WIDTH = A4[0] - 2 * (_MARGIN + _FRAME_PADDING)
"""The points between the margins, less what ReportLab keeps free within them."""

_LABELS = 130
_INK, _SOFT, _ACCENT, _DANGER = map(HexColor, ("#1c2024", "#545b62", "#17574a", "#9a3412"))
_BOX = 11
"""The side of a box to tick, in points."""

_HEADINGS = "Manrope"
_FONT = Path(__file__).parents[1] / "outputs" / "cover" / "font" / "Manrope-SemiBold.ttf"
_TEXT, _BOLD = "Helvetica", "Helvetica-Bold"


def render_pdf(sheets: Sequence[Sheet]) -> bytes:
    """Return sheets as one PDF, each on paper of its own. The same sheets give the same bytes."""
    pdfmetrics.registerFont(TTFont(_HEADINGS, _FONT))
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=16 * mm,
        bottomMargin=16 * mm,
        title=", ".join(sheet.title for sheet in sheets),
        author="coach",
        lang=sheets[0].language,
        invariant=1,
    )
    story: list[Flowable] = []
    for number, sheet in enumerate(sheets):
        if number:
            story.append(PageBreak())
        story += _Setter(sheet).list_flowables()
    document.build(story)
    return file.getvalue()


class _Setter:
    """Sets one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._words = sheet.words
        hyphenated = {"hyphenationLang": _HYPHENATION.get(sheet.language.partition("-")[0], "")}
        style = partial(ParagraphStyle, fontName=_TEXT, textColor=_INK, **hyphenated)
        self._plain = style("plain", fontSize=10.5, leading=14)
        self._title = style("title", fontName=_HEADINGS, fontSize=20, leading=25)
        self._soft = style("soft", fontSize=10.5, leading=14, textColor=_SOFT)
        self._legend = style("legend", fontSize=9, leading=14, textColor=_SOFT)
        self._heading = style(
            "heading", fontName=_HEADINGS, fontSize=12.5, leading=16, spaceBefore=8
        )
        self._dose = style(
            "dose", fontName=_BOLD, fontSize=10.5, leading=14, textColor=_ACCENT, spaceAfter=2
        )
        self._danger = style("danger", fontName=_BOLD, fontSize=10.5, leading=14, textColor=_DANGER)

    def list_flowables(self) -> Iterator[Flowable]:
        """Yield what stands on the sheet, from top to bottom."""
        sheet, words = self._sheet, self._words
        yield self._write_paragraph(sheet.title, self._title)
        yield self._write_paragraph(
            " · ".join(filter(None, (sheet.length, sheet.often))), self._soft
        )
        yield Spacer(0, 8)
        yield self._write_paragraph(words.labelled.format(words.name, ""), self._soft)
        yield HRFlowable(width="100%", color=_SOFT, thickness=0.5)
        yield Spacer(0, 6)
        if sheet.about:
            yield self._write_paragraph(sheet.about, self._plain)
        for heading, entries in ((words.tools, sheet.tools), (words.avoid, sheet.avoid)):
            if entries:
                label, rest = f"<b>{escape(heading)}", f"</b>{escape(', '.join(entries))}"
                yield Paragraph(words.labelled.format(label, rest), self._plain)
        yield from (
            self._write_paragraph(f"! {caution}", self._danger) for caution in sheet.cautions
        )
        for number, exercise in enumerate(sheet.exercises, start=1):
            yield KeepTogether(list(self._list_exercise(number, exercise)))
        legend = [
            f'<font name="ZapfDingbats" color="{COLOURS[side]}">n</font> {escape(name)}'
            for side, name in sheet.sides
        ]
        picture = [
            _draw_picture(sheet),
            *([Paragraph(" ".join(legend), self._legend)] if legend else []),
        ]
        yield self._keep_together(words.in_time, *picture)
        done = f"{words.done} ({sheet.often})" if sheet.often else words.done
        yield self._keep_together(done, self._draw_boxes())
        rules = [
            HRFlowable(width="100%", color=_SOFT, thickness=0.5, spaceBefore=18) for _ in range(3)
        ]
        yield self._keep_together(words.notes, *rules)

    def _list_exercise(self, number: int, exercise: SheetExercise) -> Iterator[Flowable]:
        yield self._write_paragraph(f"{number}. {exercise.title}", self._heading)
        dose = " · ".join(exercise.doses)
        if dose:
            yield self._write_paragraph(dose, self._dose)
        if exercise.sides:
            yield self._write_paragraph(exercise.sides, self._soft)
        yield from (
            self._write_paragraph(f"! {caution}", self._danger) for caution in exercise.cautions
        )
        steps = [ListItem(self._write_paragraph(step, self._plain)) for step in exercise.steps]
        if steps:
            yield ListFlowable(steps, bulletFontName=_TEXT, bulletFontSize=9.5, leftIndent=16)

    def _draw_boxes(self) -> Flowable:
        """Draw a row of boxes for each week."""
        groups = self._sheet.boxes
        step, gap = _BOX + 4, 8
        rows = []
        for week in range(1, WEEKS + 1):
            row = Drawing(sum(groups) * step + len(groups) * gap, _BOX + 2)
            x = 0
            for group in groups:
                for _ in range(group):
                    row.add(
                        Rect(x, 1, _BOX, _BOX, fillColor=None, strokeColor=_INK, strokeWidth=0.7)
                    )
                    x += step
                x += gap
            rows.append([self._write_paragraph(self._words.week.format(week), self._plain), row])
        table = Table(rows, colWidths=[70, _WIDTH - 70])
        whole = (0, 0), (-1, -1)
        table.setStyle(TableStyle([("VALIGN", *whole, "MIDDLE"), ("LEFTPADDING", *whole, 0)]))
        return table

    def _keep_together(self, heading: str, *flowables: Flowable) -> Flowable:
        return KeepTogether(
            [self._write_paragraph(heading, self._heading), Spacer(0, 3), *flowables]
        )

    def _write_paragraph(self, text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(text), style)


_HYPHENATION = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}
"""The hyphenation of each language, by the names that pyphen has for them."""


def _draw_picture(sheet: Sheet) -> Drawing:
    """Draw the picture of a routine in time. The origin of a drawing is its lower left corner."""
    height = measure_picture_height(sheet)
    drawing = Drawing(_WIDTH, height)
    step = height / max(len(sheet.exercises), 1)
    for number, exercise in enumerate(sheet.exercises):
        y = height - number * step - LANE + 4
        drawing.add(
            String(0, y, exercise.title[:28], fontName=_TEXT, fontSize=8.5, fillColor=_SOFT)
        )
    for bar in list_bars(sheet, _LABELS, _WIDTH - _LABELS):
        y = height - bar.y - bar.height
        colour = HexColor(bar.colour)
        drawing.add(
            Rect(bar.x, y, bar.width, bar.height, fillColor=colour, strokeColor=None, strokeWidth=0)
        )
    return drawing
