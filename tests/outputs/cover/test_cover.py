import io
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from coach.outputs.cover.areas import AREAS, TEXT, choose_area
from coach.outputs.cover.cover import (
    LONGEST_TITLE_CHARS,
    MARGIN_PIXELS,
    Layout,
    draw_cover,
    keep_readable,
    lay_out,
)
from coach.outputs.cover.picture import SIDE_PIXELS
from support import script

SCRIPTS = Path(__file__).parents[3] / "scripts"
FONT = Path(__file__).parents[3] / "coach" / "outputs" / "cover" / "font" / "Manrope-SemiBold.ttf"

titles = st.one_of(
    st.text(max_size=LONGEST_TITLE_CHARS),
    st.text(st.sampled_from("aiWMÄÖÅßçñ…— "), max_size=LONGEST_TITLE_CHARS),
    st.lists(st.text(st.sampled_from("iWÄgq"), min_size=1, max_size=60), max_size=60).map(" ".join),
)


def picture(title: str, length: str = "14 min", words: str = "") -> Image.Image:
    image = Image.open(io.BytesIO(draw_cover(title, length, words)))
    assert image.format == "PNG"
    assert image.size == (SIDE_PIXELS, SIDE_PIXELS)
    return image.convert("RGB")


def texts(layout: Layout) -> list[str]:
    return [line.text for line in layout.title]


def luminance(colour: str) -> float:
    """Of a colour, as https://www.w3.org/TR/WCAG22/#dfn-relative-luminance has it."""
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@given(titles)
@example("")
@example("\n \t")
@example("W" * LONGEST_TITLE_CHARS)
@example(" ".join(["W" * 24] * (LONGEST_TITLE_CHARS // 25)))
@example(" ".join(["—" * 30] * (LONGEST_TITLE_CHARS // 31)))
@example("Oberschenkelrückseitenfaszienrollenübung " * 24)
@example("\ud800 Å\u030a\u200d")
def test_a_title_is_whole_and_within_the_margins(title: str) -> None:
    layout = lay_out(title, "24 h 59 min")
    assert "".join("".join(texts(layout)).split()) == "".join(keep_readable(title).split())
    for line in (*layout.title, layout.length, layout.name):
        left, top, right, bottom = line.box
        # A letter may lean a little over the edge of its column, no more.
        assert MARGIN_PIXELS - 12 <= left <= right <= SIDE_PIXELS - MARGIN_PIXELS + 12
        assert MARGIN_PIXELS / 2 <= top <= bottom <= SIDE_PIXELS - MARGIN_PIXELS / 2
        assert top > layout.horizon
    for upper, lower in pairwise([*layout.title, layout.length]):
        assert upper.baseline + lower.size < lower.baseline
    assert layout.length.box[2] < layout.name.box[0]
    assert layout.horizon > SIDE_PIXELS / 10


def test_a_title_is_set_as_large_as_there_is_room() -> None:
    shown = {
        title: (texts(layout), {line.size for line in layout.title})
        for title in (
            "Calf roll",
            "Lower body\nrelease",
            "Oberschenkelrückseitenfaszienrolle",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenrückenmuskel",
        )
        for layout in [lay_out(title, "14 min")]
    }
    assert shown == {
        "Calf roll": (["Calf roll"], {120}),
        "Lower body\nrelease": (["Lower body", "release"], {120}),
        "Oberschenkelrückseitenfaszienrolle": (["Oberschenkelrückseitenfaszienrolle"], {44}),
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenrückenmuskel": (
            ["Donaudampfschifffahrtsgesellschaftskapit", "änsmützenrückenmuskel"],
            {40},
        ),
    }


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Rückenrolle – für Füße", "Rückenrolle – für Füße"),
        ("¿Qué tal? Épaule · français × niño", "¿Qué tal? Épaule · français × niño"),
        ("Łydka, Ωμέγα, Жизнь", "Łydka, Ωμέγα, Жизнь"),
        ("Wadenrolle – überall · 気", "Wadenrolle – überall"),
        ("Roll 🧘 out", "Roll out"),
        ("U\u0308bung", "Übung"),
        ("A\u2011frame 5\u2032", "A-frame 5'"),
        ("⑽" * 300, "(10)" * 249 + "(10…"),
        ("\U0001d402alf \u2460", "Calf 1"),
        ("Ca\u200dlf\x00\nroll", "Calf roll"),
        ("気 · Calf++ / 功", "Calf++"),
        ("(気功)", ""),
        ("a" * 1001, "a" * 999 + "…"),
    ],
)
def test_only_what_the_font_has_is_shown(title: str, shown: str) -> None:
    assert keep_readable(title) == shown


def test_letters_with_accents_are_drawn_as_themselves() -> None:
    font = ImageFont.truetype(FONT, 100, layout_engine=ImageFont.Layout.BASIC)
    letters = "äöüßéèçñ¿–·×aouecn?\uffff"
    masks = [bytes(font.getmask(letter)) for letter in letters]
    assert all(any(mask) for mask in masks)
    assert len(set(masks)) == len(letters)


def test_a_title_without_a_letter_is_left_out() -> None:
    assert texts(lay_out("気功", "14 min")) == []
    cover = picture("気功")
    ground = cover.crop((0, 830, 1000, 870))
    assert len(ground.getcolors() or []) == 1


def test_all_text_stands_out_from_its_ground() -> None:
    assert round(contrast("#000000", "#ffffff")) == 21
    for area in AREAS:
        assert contrast(area.ground, TEXT) >= 7
        assert contrast(area.ground, area.sky) >= 4.5


def test_areas_differ_in_colour() -> None:
    for first, second in combinations(AREAS, 2):
        pairs = zip(bytes.fromhex(first.haze[1:]), bytes.fromhex(second.haze[1:]), strict=True)
        assert sum(abs(a - b) for a, b in pairs) > 60, (first.name, second.name)


def test_the_routines_that_ship_have_the_colour_of_their_muscle() -> None:
    found = {}
    for path in SCRIPTS.glob("*.md"):
        routine = script(path.read_text(encoding="utf-8"))
        headings = [placed.exercise.heading for placed in routine.placed]
        words = " ".join([routine.front.about, *headings])
        found[path.stem] = choose_area(routine.front.title, words).name
    assert found == {
        "all-over-roll": "back",
        "calf-roll": "calf",
        "donkey-calf-raise": "calf",
        "estiramiento-de-pantorrilla": "calf",
        "hamstring-release": "thigh",
        "knee-strength": "calf",
        "lower-body-release": "thigh",
        "respiration-carree": "calf",
        "step-calf-stretch": "calf",
        "sun-salutation": "back",
        "tabata": "shoulder",
        "wadenrolle": "calf",
    }


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Wadenrolle", "calf"),
        ("Étirement du mollet", "calf"),
        ("Estiramiento de la pantorrilla", "calf"),
        ("Back of the thigh", "thigh"),
        ("Oberschenkelrückseite", "thigh"),
        ("Estirar los cuádriceps", "thigh"),
        ("Hüftöffner", "hip"),
        ("Gesäß mit dem Ball", "hip"),
        ("Glúteos", "hip"),
        ("Lower back", "back"),
        ("Rückenrolle", "back"),
        ("Détendre le dos", "back"),
        ("Dos piernas, un hombro", "shoulder"),
        ("Nackenpause", "shoulder"),
        ("Open your chest", "chest"),
        ("Brustöffner", "chest"),
        ("Forearm and wrist", "arm"),
        ("Arme lockern", "arm"),
        ("Muñecas", "arm"),
        ("Fußrolle", "foot"),
        ("FÜSSE", "foot"),
        ("La cheville", "foot"),
    ],
)
def test_areas_are_known_in_four_languages(title: str, area: str) -> None:
    assert choose_area(title, "").name == area


def test_what_is_named_most_decides_where_the_title_does_not() -> None:
    assert choose_area("Evening", "Lean back. Roll the calf, then the other calf.").name == "calf"
    assert choose_area("Evening", "Calf, then back").name == "calf"
    assert choose_area("Shoulders", "calf, calf, calf").name == "shoulder"


def test_a_title_without_an_area_chooses_one_of_its_own() -> None:
    nowhere = "Warm up the army in its alarmed barmy swarm"
    assert choose_area(nowhere, "") == choose_area(nowhere, nowhere)
    assert {choose_area(f"Evening {number}", "").name for number in range(100)} == {
        area.name for area in AREAS
    }


def test_the_same_routine_has_the_same_cover_and_another_one_another() -> None:
    assert draw_cover("Calf roll", "14 min", "") == draw_cover("Calf roll", "14 min", "")
    small = [
        picture(title).resize((60, 60))
        for title in (
            "Calf roll",
            "Donkey calf raise",
            "Hamstring release",
            "Lower body release",
            "Step calf stretch",
        )
    ]
    for first, second in combinations(small, 2):
        pictures = [image.crop((0, 0, 60, 30)) for image in (first, second)]
        apart = np.asarray(ImageChops.difference(*pictures)).max(axis=2)
        assert (apart > 40).sum() > 150, "of 1,800 pixels"


def test_covers_are_small() -> None:
    for title in ("Calf roll", "Lower body release", "Zwölf Boxkämpfer jagen Viktor quer. " * 27):
        assert len(draw_cover(title, "14 min", "")) < 60_000


def test_what_is_drawn_is_what_was_laid_out() -> None:
    title = "¿Rückenrolle für Füße? Éj"
    layout = lay_out(title, "14 min")
    cover = picture(title)
    ground = cover.crop((0, SIDE_PIXELS - 1, 1, SIDE_PIXELS)).resize(cover.size)
    below = (0, layout.horizon + 1, SIDE_PIXELS, SIDE_PIXELS)
    drawn = ImageChops.difference(cover, ground).crop(below).getbbox()
    boxes = [line.box for line in (*layout.title, layout.length, layout.name)]
    assert drawn is not None
    assert drawn[0] >= min(box[0] for box in boxes)
    assert drawn[1] + below[1] >= min(box[1] for box in boxes)
    assert drawn[2] <= max(box[2] for box in boxes)
    assert drawn[3] + below[1] <= max(box[3] for box in boxes)
