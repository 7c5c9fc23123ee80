"""What is written in routines, and how it is said."""

# ruff: noqa: RUF001 - how people write

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.languages import LANGUAGES
from coach.speech.normalize import find_rules, normalize_text
from support.growth import assert_linear

SAID = """
ranges
    30-90                              | 30 to 90
    2–3                                | 2 to 3
    2—3                                | 2 to 3
    from 5 - 10                        | from 5 to 10
    Hold 30-90s.                       | Hold 30 to 90 seconds.
    hold 30s-90s now                   | hold 30 to 90 seconds now
    30 s - 2 min                       | 30 seconds to 2 minutes
    30-90-sec hold                     | 30 to 90 second hold
    1.5-2.5 min                        | 1.5 to 2.5 minutes
    10-15%                             | 10 to 15%
    45°-90°                            | 45 to 90°
    word — 10                          | word — 10
    T4-T5                              | T4-T5
fractions
    2/3 of the foot                    | 2 thirds of the foot
    1/2                                | half
    a 1/2 turn                         | a half turn
    1/3                                | 1 third
    3/4                                | 3 quarters
    5/8                                | 5 eighths
    2 1/2 min                          | 2 and a half minutes
    1½ min                             | 1 and a half minutes
    ¾                                  |  3 quarters
    90/90 stretch                      | 90 90 stretch
    24/7                               | 24 7
    1/2/2024                           | 1/2/2024
units
    10s                                | 10 seconds
    1s                                 | 1 second
    45 sec.                            | 45 seconds.
    Hold for 45 sec. Then rest.        | Hold for 45 seconds. Then rest.
    45 sec. then rest                  | 45 seconds then rest
    a 10s hold                         | a 10 second hold
    45-sec hold                        | 45 second hold
    2min                               | 2 minutes
    1 min 30s                          | 1 minute 30 seconds
    2 hrs                              | 2 hours
    5 cm                               | 5 centimeters
    5cm.                               | 5 centimeters.
    2 m away                           | 2 meters away
    2 in. at a time                    | 2 inches at a time
    Breathe 4 in. Then out.            | Breathe 4 in. Then out.
    a 36" roller                       | a 36 inch roller
    He said "hold for 10" now          | He said "hold for 10" now
    5kg                                | 5 kilograms
    1 lb                               | 1 pound
    in your 60s                        | in your sixties
clocks
    1:30                               | 1 minute 30
    1:30 min                           | 1 minute 30
    0:45                               | 45 seconds
    2:00                               | 2 minutes
    1:05                               | 1 minute 5 seconds
    1:00:30                            | 1 hour 30 seconds
    0:00                               | 0 seconds
    7:30 am                            | 7:30 am
    2:1                                | 2 to 1
sets
    X 2                                | times 2
    x2                                 | times 2
    ×3                                 | times 3
    3x10                               | 3 sets of 10
    1 x 10 reps                        | 1 set of 10 reps
    3 × 10-15 reps                     | 3 sets of 10 to 15 reps
    3x30s                              | 3 times 30 seconds
    3 x 30-60s                         | 3 times 30 to 60 seconds
    60x180 cm                          | 60 by 180 centimeters
    2x a day                           | twice a day
    2-3x per week                      | 2 to 3 times per week
    3x/week                            | 3 times per week
    10 reps/side                       | 10 reps per side
tempos
    3-0-1-0                            | 3, 0, 1, 0
    4-2-6                              | 4, 2, 6
signs
    ~10                                | about 10
    #2                                 | number 2
    No. 2                              | number 2
    60s+                               | 60 seconds or more
    5+ reps                            | 5 or more reps
    ≥5                                 | at least 5
    90°                                | 90°
    2 o'clock                          | 2 o'clock
    50%                                | 50%
    back & hips                        | back & hips
    1st                                | 1st
    1.5                                | 1.5
    heel → toe                         | heel to toe
    Inner calf · left · round 2        | Inner calf, left, round 2
sides
    R leg                              | right leg
    L leg                              | left leg
    R. calf                            | right calf
    calf (L)                           | calf (left)
    R/L                                | right and left
    an L shape                         | an L shape
    L5                                 | L5
words
    and/or                             | and or
    roller/ball                        | roller or ball
    w/ a ball                          | with a ball
    w/o a ball                         | without a ball
    e.g. a chair                       | for example a chair
    soften, i.e. let go                | soften, that is let go
    quads vs. hams                     | quads versus hams
    approx. 10                         | approximately 10
    a few sec. more                    | a few seconds more
    mats, etc. Then rest.              | mats, et cetera. Then rest.
    10 reps                            | 10 reps
    SMR for the IT band                | SMR for the IT band
marks
    *hold* and `go` now                |  hold  and  go  now
    go 💪 on                           | go   on
    ①                                  |  1
    １０s                              | 10 seconds
    gas\N{SOFT HYPHEN}troc             | gastroc
    don’t                              | don’t
"""


def _table() -> list[tuple[str, str]]:
    rows = [re.split(r" *\| ?", line[4:], maxsplit=1) for line in SAID.splitlines() if "|" in line]
    return [(written, said) for written, said in rows]


@pytest.mark.parametrize(("written", "said"), _table())
def test_is_said_as_a_trainer_would(written: str, said: str) -> None:
    assert normalize_text(written).text == said


@pytest.mark.parametrize(
    ("language", "text", "said", "pairs"),
    [
        (
            "en",
            "Hold 30-90s, then 2/3.",
            "Hold 30 to 90 seconds, then 2 thirds.",
            "Hold=Hold to=30- seconds=90s thirds=2/3",
        ),
        (
            "de",
            "Das re. Bein ca. 1½ min im 2. Satz.",
            "Das rechte Bein circa eineinhalb Minuten im zweiten Satz.",
            "circa=ca. Minuten=1½_min Satz=im_2._Satz",
        ),
        (
            "fr",
            "La jambe g. à 90°, 21 s env.",
            "La jambe gauche à 90°, vingt et une secondes environ.",
            "gauche=jambe_g. 90°=90° secondes=21_s environ=env.",
        ),
        (
            "es",
            "La pierna dcha. unos 30-90 seg. más",
            "La pierna derecha unos 30 a 90 segundos más",
            "pierna=pierna derecha=dcha. a=30- segundos=90_seg. más=más",
        ),
    ],
)
def test_words_said_stand_for_what_was_written(
    language: str, text: str, said: str, pairs: str
) -> None:
    spoken = normalize_text(text, find_rules(language))
    assert spoken.text == said
    for pair in pairs.split():
        word, written = pair.replace("_", " ").split("=")
        at = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", spoken.text)
        assert at
        span = spoken.find_written(*at.span())
        assert text[span.start : span.end] == written


_LANGUAGES = (*LANGUAGES, "xx")


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Yoga https://example.org/legs ok", "Yoga  ok"),
        ("Yoga (http://x.org/a_b?c=1#d), ok", "Yoga , ok"),
        ("Yoga HTTPS://Example.ORG/Legs/.", "Yoga ."),
        ("Yoga www.example.com!", "Yoga !"),
        ("Yoga example.com ok", "Yoga  ok"),
        ("Yoga physio.example.org/legs ok", "Yoga  ok"),
        ("Yoga example.de/bein, ok", "Yoga , ok"),
        ("https://example.org", ""),
        ("Yoga me@example.org ok", "Yoga me@example.org ok"),
        ("Yoga.Pilates 3.5", "Yoga.Pilates 3.5"),
    ],
)
def test_addresses_of_pages_are_not_read_out(language: str, written: str, said: str) -> None:
    assert normalize_text(written, find_rules(language)).text == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ['"do 10" now', "\u201cdo 10\u201d now", "\u201edo 10\u201d now", "'do 10' now", "rock 'n' 10"],
)
def test_a_mark_that_closes_a_quotation_is_not_a_time(language: str, text: str) -> None:
    assert normalize_text(text, find_rules(language)).text == text


def test_languages_without_rules_are_only_cleaned() -> None:
    assert normalize_text("30-90s 💪 ½", find_rules("xx")).text == "30-90s    1⁄2"
    assert find_rules("en-GB") == find_rules("EN_us") == find_rules("en")
    assert find_rules("enm") == find_rules("xx") == find_rules("")
    assert find_rules("de-AT") == find_rules("de") != find_rules("xx")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "30 to 90 seconds, then 2 thirds."),
        ("de", "30 bis 90 Sekunden, then 2 Drittel."),
        ("fr", "30 à 90 secondes, then 2 tiers."),
        ("es", "30 a 90 segundos, then 2 tercios."),
    ],
)
def test_each_language_has_its_words(language: str, said: str) -> None:
    assert normalize_text("30-90s, then 2/3.", find_rules(language)).text == said


_REPEATED = (
    *("www.", "a.com/", "1'", "1''", "I-", "Warrior I, ", "1 min/", "3x"),
    *("1", "1-", "1/", "1:", "1.", "1. ", "1 ", "1 1/", "1h", "x", "/", "R ", '"1', "a", " "),
)

_SHORT = (
    "Wdh.",
    "1. Satz",
    "re.",
    "der ",
    "rép.",
    "jambe g.",
    "1er",
    "dcha.",
    "pie D",
    "2.ª",
    " a ",
    "Warrior II",
    "x/wk",
    "1'30",
    "\u2019\u2019",
    "www.a.de/",
)

_near_misses = st.lists(
    st.sampled_from(
        [*"0123456789", *"sxXRL~#+:/.-–° \"'½①", "min", "sec.", "in.", "to", "and/or", *_SHORT]
    )
).map("".join)


@given(st.text() | _near_misses, st.sampled_from(_LANGUAGES))
def test_any_text_keeps_its_map(text: str, language: str) -> None:
    spoken = normalize_text(text, find_rules(language))
    assert len(spoken.origins) == len(spoken.text)
    before = (0, 0)
    for origin in spoken.origins:
        assert 0 <= origin.start < origin.end <= len(text)
        assert origin.start >= before[0]
        assert origin.end >= before[1]
        before = origin.start, origin.end


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("piece", _REPEATED)
def test_time_grows_with_the_length_of_a_text(piece: str, language: str) -> None:
    assert_linear(lambda count: normalize_text(piece * count, find_rules(language)), 200)
