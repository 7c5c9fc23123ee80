"""What the coach itself says, in each language."""

import pytest

from coach.languages import LANGUAGES, find_phrases, load_language
from coach.languages.phrases import PHRASE_NAMES as NAMES
from coach.languages.phrases import Counted, Phrases
from coach.script.model import Unit
from coach.timing import HOUR, MINUTE, SECOND, Ms, frames_to_ms

PHRASES = {code: load_language(code).phrases for code in LANGUAGES}

phrases = PHRASES["en"]


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        (0, "no time"),
        (SECOND, "one second"),
        (45 * SECOND, "forty-five seconds"),
        (SECOND // 2, "half a second"),
        (15 * SECOND // 2, "seven and a half seconds"),
        (SECOND * 36 // 10, "three point six seconds"),
        (SECOND * 12_345 // 1000, "twelve point three four five seconds"),
        (MINUTE, "one minute"),
        (90 * SECOND, "one minute and thirty seconds"),
        (2 * MINUTE + SECOND, "two minutes and one second"),
        (61 * SECOND + SECOND // 2, "one minute and one and a half seconds"),
        (HOUR, "one hour"),
        (HOUR + MINUTE + SECOND, "one hour, one minute and one second"),
    ],
)
def test_a_duration_in_words(frames: int, words: str) -> None:
    assert phrases.spell_duration(frames_to_ms(frames)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.1, "ten seconds"),
        (14.9, "ten seconds"),
        (15, "twenty seconds"),
        (59, "one minute"),
        (64.9, "one minute"),
        (65, "one minute and ten seconds"),
        (174.9, "two minutes and fifty seconds"),
        (175, "three minutes"),
        (179.9, "three minutes"),
        (180, "three minutes"),
        (194.9, "three minutes"),
        (195, "three and a half minutes"),
        (224.9, "three and a half minutes"),
        (225, "four minutes"),
        (12.5 * 60, "twelve and a half minutes"),
        (3584.9, "fifty-nine and a half minutes"),
        (3585, "one hour"),
        (3615, "one hour and half a minute"),
        (3645, "one hour and one minute"),
        (3675, "one hour and one and a half minutes"),
        (7200, "two hours"),
        (2 * 3600 + 1800, "two and a half hours"),
        (24 * 3600, "twenty-four hours"),
    ],
)
def test_a_total_is_rounded(seconds: float, words: str) -> None:
    assert phrases.spell_total(round(seconds * SECOND)) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("ms", 45_000, "For forty-five seconds."),
        ("ms", 60_000, "For one minute."),
        ("breaths", 4, "Four breaths."),
        ("breaths", 1, "One breath."),
        ("passes", 6, "Six passes."),
        ("passes", 1, "One pass."),
        ("reps", 10, "Ten times."),
        ("reps", 1, "Once."),
        ("reps", 10_000, "Ten thousand times."),
    ],
)
def test_the_length_of_an_action(unit: Unit, value: int, words: str) -> None:
    assert phrases.say_length(unit, value) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("ms", 45_000, "forty-five seconds"),
        ("breaths", 4, "four breaths"),
        ("passes", 6, "six passes"),
        ("reps", 10, "ten times"),
    ],
)
def test_the_length_in_a_text(unit: Unit, value: int, words: str) -> None:
    assert phrases.name_length(unit, value) == words


def test_announcements() -> None:
    full = phrases.announce_visit("Inner calf", (2, 3), "left")
    assert full == "Inner calf, two of three, left side."
    assert phrases.announce_visit("Inner calf", None, None) == "Inner calf."
    assert phrases.announce_visit("Ready?", None, None) == "Ready?"
    assert phrases.announce_visit("Calf", None, "right") == "Calf, right side."
    assert phrases.announce_visit("Calf", (1, 21), None) == "Calf, one of twenty-one."


@pytest.mark.parametrize(
    ("tools", "needed"),
    [
        ([], ""),
        (["foam roller"], " You need a foam roller."),
        (["foam roller", "step"], " You need a foam roller and a step."),
        (["ball", "exercise mat", "dumbbells"], " You need a ball, an exercise mat and dumbbells."),
        (["the wall", "a chair", "2 balls"], " You need the wall, a chair and 2 balls."),
        (["8 kg kettlebell", "5 kg plate"], " You need an 8 kg kettlebell and a 5 kg plate."),
        (["harness", "EZ bar", "X-band"], " You need a harness, an EZ bar and an X-band."),
        (
            ["hourglass", "unicycle", "umbrella"],
            " You need an hourglass, a unicycle and an umbrella.",
        ),
        (
            ["chair with armrests", "books for the feet", "tape in a roll"],
            " You need a chair with armrests, books for the feet and some tape in a roll.",
        ),
        (["tape", "step", "Bosu"], " You need some tape, a step and a Bosu."),
    ],
)
def test_the_title(tools: list[str], needed: str) -> None:
    assert (
        phrases.word_title("Calf roll", 5 * MINUTE, tools)
        == f"Calf roll. About five minutes.{needed}"
    )
    assert phrases.word_title("Ready?", 5 * MINUTE, tools) == f"Ready? About five minutes.{needed}"


def test_who_should_leave_it_out() -> None:
    assert phrases.word_avoid(["gout"]) == "Skip this if you have gout."
    assert phrases.word_avoid(["a recent calf injury", "blood clots", "gout"]) == (
        "Skip this if you have a recent calf injury, blood clots or gout."
    )


def test_what_comes_next() -> None:
    assert phrases.word_what_next(None, "quad-roll") == "Next: quad roll."
    assert phrases.word_what_next(Ms(300_000), "quad-roll") == (
        "Once you can do five minutes in one session, move on to quad roll."
    )


def test_the_words_that_are_fixed() -> None:
    assert phrases.stop == "Stop if you feel sharp pain, numbness or tingling."
    assert phrases.word_change("left") == "Now your left side."
    assert phrases.next_spot == "Find the next tender spot."
    assert phrases.well_done == "That's it. Well done."
    assert (phrases.breathe_in, phrases.and_out) == ("Breathe in", "and out")
    assert phrases.last_one == "last one"
    assert phrases.introduction == "Introduction"


COUNTS = (0, 1, 2, 21, 31, 100, 101, 200)
COUNTED: dict[str, dict[Counted, tuple[str, ...]]] = {
    "en": {
        "seconds": (
            "zero seconds",
            "one second",
            "two seconds",
            "twenty-one seconds",
            "thirty-one seconds",
            "one hundred seconds",
            "one hundred and one seconds",
            "two hundred seconds",
        ),
        "breaths": (
            "zero breaths",
            "one breath",
            "two breaths",
            "twenty-one breaths",
            "thirty-one breaths",
            "one hundred breaths",
            "one hundred and one breaths",
            "two hundred breaths",
        ),
    },
    "de": {
        "seconds": (
            "null Sekunden",
            "eine Sekunde",
            "zwei Sekunden",
            "einundzwanzig Sekunden",
            "einunddreißig Sekunden",
            "hundert Sekunden",
            "hundertein Sekunden",
            "zweihundert Sekunden",
        ),
        "breaths": (
            "null Atemzüge",
            "einen Atemzug",
            "zwei Atemzüge",
            "einundzwanzig Atemzüge",
            "einunddreißig Atemzüge",
            "hundert Atemzüge",
            "hundertein Atemzüge",
            "zweihundert Atemzüge",
        ),
    },
    "fr": {
        "seconds": (
            "zéro seconde",
            "une seconde",
            "deux secondes",
            "vingt et une secondes",
            "trente et une secondes",
            "cent secondes",
            "cent une secondes",
            "deux cents secondes",
        ),
        "breaths": (
            "zéro respiration",
            "une respiration",
            "deux respirations",
            "vingt et une respirations",
            "trente et une respirations",
            "cent respirations",
            "cent une respirations",
            "deux cents respirations",
        ),
        "passes": (
            "zéro passage",
            "un passage",
            "deux passages",
            "vingt et un passages",
            "trente et un passages",
            "cent passages",
            "cent un passages",
            "deux cents passages",
        ),
    },
    "es": {
        "seconds": (
            "cero segundos",
            "un segundo",
            "dos segundos",
            "veintiún segundos",
            "treinta y un segundos",
            "cien segundos",
            "ciento un segundos",
            "doscientos segundos",
        ),
        "breaths": (
            "cero respiraciones",
            "una respiración",
            "dos respiraciones",
            "veintiuna respiraciones",
            "treinta y una respiraciones",
            "cien respiraciones",
            "ciento una respiraciones",
            "doscientas respiraciones",
        ),
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted(language: str) -> None:
    for counted, words in COUNTED[language].items():
        assert tuple(PHRASES[language].spell_counted(count, counted) for count in COUNTS) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("once", "twice", "ten times", "twenty-one times", "one hundred and one times")),
        ("de", ("einmal", "zweimal", "zehnmal", "einundzwanzigmal", "hunderteinmal")),
        ("fr", ("une fois", "deux fois", "dix fois", "vingt et une fois", "cent une fois")),
        ("es", ("una vez", "dos veces", "diez veces", "veintiuna veces", "ciento una veces")),
    ],
)
def test_how_often(language: str, words: tuple[str, ...]) -> None:
    said = tuple(PHRASES[language].name_length("reps", count) for count in (1, 2, 10, 21, 101))
    assert said == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("one", "one hundred", "ten thousand", "twenty-one thousand and one")),
        ("de", ("eins", "hundert", "zehntausend", "einundzwanzigtausendeins")),
        ("fr", ("un", "cent", "dix mille", "vingt et un mille un")),
        ("es", ("uno", "cien", "diez mil", "veintiún mil uno")),
    ],
)
def test_a_number_alone(language: str, words: tuple[str, ...]) -> None:
    assert tuple(map(PHRASES[language].spell_cardinal, (1, 100, 10_000, 21_001))) == words


def test_every_number_is_spelled_in_every_language() -> None:
    for phrases in PHRASES.values():
        for counted in ("breaths", "passes"):
            said = [phrases.spell_counted(count, counted) for count in range(1, 1000)]
            assert len(set(said)) == len(said)
            assert not any(character.isdigit() for words in said for character in words)


@pytest.mark.parametrize(
    ("language", "breaths", "reps"),
    [
        ("en", ("a few", "one", "five"), ("one", "ten")),
        ("de", ("ein paar", "einen", "fünf"), ("ein", "zehn")),
        ("fr", ("quelques", "une", "cinq"), ("une", "dix")),
        ("es", ("unas cuantas", "una", "cinco"), ("una", "diez")),
    ],
)
def test_a_number_in_a_text(language: str, breaths: tuple[str, ...], reps: tuple[str, ...]) -> None:
    phrases = PHRASES[language]
    assert tuple(phrases.spell_number("breaths", count) for count in (0, 1, 5)) == breaths
    assert tuple(phrases.spell_number("reps", count) for count in (1, 10)) == reps


LENGTHS = (0, 0.5, 1, 1.5, 7.5, 45, 60, 90, 121, 150, 1800, 3600, 3690, 5400, 7200)
DURATIONS: dict[str, tuple[str, ...]] = {
    "de": (
        "null Sekunden",
        "eine halbe Sekunde",
        "eine Sekunde",
        "eineinhalb Sekunden",
        "siebeneinhalb Sekunden",
        "fünfundvierzig Sekunden",
        "eine Minute",
        "eineinhalb Minuten",
        "zwei Minuten und eine Sekunde",
        "zweieinhalb Minuten",
        "dreißig Minuten",
        "eine Stunde",
        "eine Stunde und eineinhalb Minuten",
        "eineinhalb Stunden",
        "zwei Stunden",
    ),
    "fr": (
        "zéro seconde",
        "une demi-seconde",
        "une seconde",
        "une seconde et demie",
        "sept secondes et demie",
        "quarante-cinq secondes",
        "une minute",
        "une minute et demie",
        "deux minutes et une seconde",
        "deux minutes et demie",
        "trente minutes",
        "une heure",
        "une heure et une minute et demie",
        "une heure et demie",
        "deux heures",
    ),
    "es": (
        "cero segundos",
        "medio segundo",
        "un segundo",
        "un segundo y medio",
        "siete segundos y medio",
        "cuarenta y cinco segundos",
        "un minuto",
        "un minuto y medio",
        "dos minutos y un segundo",
        "dos minutos y medio",
        "treinta minutos",
        "una hora",
        "una hora y un minuto y medio",
        "una hora y media",
        "dos horas",
    ),
}


@pytest.mark.parametrize("language", DURATIONS)
def test_durations(language: str) -> None:
    said = tuple(PHRASES[language].spell_duration(Ms(round(length * 1000))) for length in LENGTHS)
    assert said == DURATIONS[language]


TOTALS = (1, 64, 65, 88, 150, 179.9, 14.4 * 60, 21.5 * 60, 31 * 60, 5400, 3615, 2.5 * 3600)
ABOUT: dict[str, tuple[str, ...]] = {
    "en": (
        "ten seconds",
        "one minute",
        "one minute and ten seconds",
        "one and a half minutes",
        "two and a half minutes",
        "three minutes",
        "fourteen and a half minutes",
        "twenty-one and a half minutes",
        "thirty-one minutes",
        "one and a half hours",
        "one hour and half a minute",
        "two and a half hours",
    ),
    "de": (
        "zehn Sekunden",
        "eine Minute",
        "eine Minute und zehn Sekunden",
        "eineinhalb Minuten",
        "zweieinhalb Minuten",
        "drei Minuten",
        "vierzehneinhalb Minuten",
        "einundzwanzigeinhalb Minuten",
        "einunddreißig Minuten",
        "eineinhalb Stunden",
        "eine Stunde und dreißig Sekunden",
        "zweieinhalb Stunden",
    ),
    "fr": (
        "dix secondes",
        "une minute",
        "une minute et dix secondes",
        "une minute et demie",
        "deux minutes et demie",
        "trois minutes",
        "quatorze minutes et demie",
        "vingt et une minutes et demie",
        "trente et une minutes",
        "une heure et demie",
        "une heure et trente secondes",
        "deux heures et demie",
    ),
    "es": (
        "diez segundos",
        "un minuto",
        "un minuto y diez segundos",
        "un minuto y medio",
        "dos minutos y medio",
        "tres minutos",
        "catorce minutos y medio",
        "veintiún minutos y medio",
        "treinta y un minutos",
        "una hora y media",
        "una hora y treinta segundos",
        "dos horas y media",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_totals(language: str) -> None:
    said = tuple(PHRASES[language].spell_total(round(total * SECOND)) for total in TOTALS)
    assert said == ABOUT[language]


LINES: dict[str, tuple[str, ...]] = {
    "de": (
        "Wadenrolle. Etwa vierzehneinhalb Minuten.",
        "Hör auf, wenn du stechende Schmerzen, Taubheit oder Kribbeln spürst.",
        "Lass diese Einheit aus, wenn du a, b oder c hast.",
        "Innere Wade, zwei von drei, linke Seite.",
        "Innere Wade, eins von drei, rechte Seite.",
        "Innere Wade · links · Runde 2",
        "Jetzt deine linke Seite.",
        "Fünfundvierzig Sekunden lang.",
        "Eine Minute lang.",
        "Vier Atemzüge.",
        "Einen Atemzug.",
        "Sechs Bahnen.",
        "Zehnmal.",
        "Such die nächste empfindliche Stelle.",
        "Einatmen",
        "und ausatmen",
        "die letzte",
        "Das war's. Gut gemacht.",
        "Als Nächstes: Wadenrolle.",
        "Als Nächstes: waden dehnung.",
        "Sobald du in einer Einheit fünf Minuten schaffst, mach weiter mit waden dehnung.",
    ),
    "fr": (
        "Wadenrolle. Environ quatorze minutes et demie.",
        "Arrête-toi si tu sens une douleur vive, un engourdissement ou des fourmillements.",
        "Ne fais pas cette séance si tu as a, b ou c.",
        "Innere Wade, deux sur trois, côté gauche.",
        "Innere Wade, un sur trois, côté droit.",
        "Innere Wade · gauche · tour 2",
        "Maintenant, le côté gauche.",
        "Pendant quarante-cinq secondes.",
        "Pendant une minute.",
        "Quatre respirations.",
        "Une respiration.",
        "Six passages.",
        "Dix fois.",
        "Cherche le prochain point sensible.",
        "Inspire",
        "et expire",
        "la dernière",
        "C'est fini. Bravo.",
        "Ensuite : Wadenrolle.",
        "Ensuite : waden dehnung.",
        "Quand tu arrives à cinq minutes par séance, passe à waden dehnung.",
    ),
    "es": (
        "Wadenrolle. Alrededor de catorce minutos y medio.",
        "Detente si notas un dolor agudo, entumecimiento u hormigueo.",
        "No hagas esta rutina si tienes a, b o c.",
        "Innere Wade, dos de tres, lado izquierdo.",
        "Innere Wade, uno de tres, lado derecho.",
        "Innere Wade · izquierda · ronda 2",
        "Ahora, el lado izquierdo.",
        "Durante cuarenta y cinco segundos.",
        "Durante un minuto.",
        "Cuatro respiraciones.",
        "Una respiración.",
        "Seis pasadas.",
        "Diez veces.",
        "Busca el siguiente punto sensible.",
        "Inhala",
        "y exhala",
        "la última",
        "Ya está. Bien hecho.",
        "Siguiente: Wadenrolle.",
        "Siguiente: waden dehnung.",
        "Cuando llegues a cinco minutos en una sesión, pasa a waden dehnung.",
    ),
}


def lines(phrases: Phrases) -> tuple[str, ...]:
    """Say everything that the coach says once."""
    return (
        phrases.word_title("Wadenrolle", 29 * MINUTE // 2, ()),
        phrases.stop,
        phrases.word_avoid(["a", "b", "c"]),
        phrases.announce_visit("Innere Wade", (2, 3), "left"),
        phrases.announce_visit("Innere Wade", (1, 3), "right"),
        phrases.title_chapter("Innere Wade", "left", 2),
        phrases.word_change("left"),
        phrases.say_length("ms", 45_000),
        phrases.say_length("ms", 60_000),
        phrases.say_length("breaths", 4),
        phrases.say_length("breaths", 1),
        phrases.say_length("passes", 6),
        phrases.say_length("reps", 10),
        phrases.next_spot,
        phrases.breathe_in,
        phrases.and_out,
        phrases.last_one,
        phrases.well_done,
        phrases.word_next_routine("Wadenrolle"),
        phrases.word_what_next(None, "waden-dehnung"),
        phrases.word_what_next(Ms(300_000), "waden-dehnung"),
    )


@pytest.mark.parametrize("language", LINES)
def test_every_line(language: str) -> None:
    assert lines(PHRASES[language]) == LINES[language]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                *("Two of three.", "Two.", "Last one.", "Last set."),
                *("Round two.", "Round twenty-one.", "Last round."),
                *("Rest.", "Rest. Thirty seconds.", "hold"),
                *("Half way.", "Ten seconds.", "Two more breaths."),
            ),
        ),
        (
            "de",
            (
                *("Zwei von drei.", "Zwei.", "Ein letztes Mal.", "Letzter Satz."),
                *("Runde zwei.", "Runde einundzwanzig.", "Letzte Runde."),
                *("Pause.", "Pause. Dreißig Sekunden.", "halten"),
                *("Halbzeit.", "Noch zehn Sekunden.", "Noch zwei Atemzüge."),
            ),
        ),
        (
            "fr",
            (
                *("Deux sur trois.", "Deux.", "Une dernière fois.", "Dernière série."),
                *("Deuxième tour.", "Vingt et unième tour.", "Dernier tour."),
                *("Repos.", "Repos. Trente secondes.", "retiens"),
                *("On est à la moitié.", "Encore dix secondes.", "Encore deux respirations."),
            ),
        ),
        (
            "es",
            (
                *("Dos de tres.", "Dos.", "Una última vez.", "Última serie."),
                *("Ronda dos.", "Ronda veintiuno.", "Última ronda."),
                *("Descanso.", "Descanso. Treinta segundos.", "mantén"),
                *("Vamos por la mitad.", "Diez segundos más.", "Dos respiraciones más."),
            ),
        ),
    ],
)
def test_what_is_said_between_actions(language: str, words: tuple[str, ...]) -> None:
    phrases = PHRASES[language]
    assert words == (
        *(
            phrases.word_set_place(2, 3),
            phrases.word_set_number(2),
            phrases.last_time,
            phrases.last_set,
        ),
        *(phrases.word_round_number(2), phrases.word_round_number(21), phrases.last_round),
        *(phrases.rest, phrases.word_rest_length(30 * SECOND), phrases.hold),
        *(phrases.half_way, phrases.ten_seconds, phrases.two_more_breaths),
    )


@pytest.mark.parametrize(
    ("language", "tools", "needed"),
    [
        ("de", ["Faszienrolle"], "Du brauchst eine Faszienrolle."),
        ("de", ["Igelball", "Stufe"], "Du brauchst einen Igelball und eine Stufe."),
        ("de", ["Handtuch", "zwei Bälle"], "Du brauchst ein Handtuch und zwei Bälle."),
        ("de", ["Faszienrolle", "Duoball XL"], "Du brauchst: Faszienrolle und Duoball XL."),
        ("de", ["Yoga-Matte"], "Du brauchst eine Yoga-Matte."),
        ("de", ["großer Ball"], "Du brauchst: großer Ball."),
        ("de", ["Bälle"], "Du brauchst Bälle."),
        ("de", ["Kurzhanteln", "Platz"], "Du brauchst Kurzhanteln und etwas Platz."),
        ("de", ["Kettlebell", "Besenstiel"], "Du brauchst eine Kettlebell und einen Besenstiel."),
        ("de", ["Kissen", "Gymnastikmatte"], "Du brauchst ein Kissen und eine Gymnastikmatte."),
        ("fr", ["rouleau de massage"], "Il te faut un rouleau de massage."),
        ("fr", ["balle de tennis", "tapis"], "Il te faut une balle de tennis et un tapis."),
        ("fr", ["haltères", "tapis"], "Il te faut des haltères et un tapis."),
        ("fr", ["petit ballon", "bande"], "Il te faut un petit ballon et une bande."),
        ("fr", ["haltère", "chaise"], "Il te faut un haltère et une chaise."),
        ("fr", ["balles", "coussins"], "Il te faut des balles et des coussins."),
        ("fr", ["theraband"], "Il te faut : theraband."),
        ("fr", ["l'escalier", "2 balles"], "Il te faut l'escalier et 2 balles."),
        ("es", ["rodillo de espuma"], "Necesitas un rodillo de espuma."),
        ("es", ["pelota", "escalón"], "Necesitas una pelota y un escalón."),
        ("es", ["escalón", "mancuernas"], "Necesitas un escalón y unas mancuernas."),
        ("es", ["balones", "cojines"], "Necesitas unos balones y unos cojines."),
        ("es", ["mancuerna", "banda"], "Necesitas una mancuerna y una banda."),
        ("es", ["theraband"], "Necesitas: theraband."),
        ("es", ["la pared", "toalla"], "Necesitas la pared y una toalla."),
    ],
)
def test_tools_have_articles_where_they_are_known(
    language: str, tools: list[str], needed: str
) -> None:
    said = PHRASES[language].word_title("X", MINUTE, tools)
    assert said.partition(". ")[2].partition(". ")[2] == needed


@pytest.mark.parametrize(
    ("words", "both", "either"),
    [
        (["pelota"], "pelota", "pelota"),
        (["rodillo", "pelota"], "rodillo y pelota", "rodillo o pelota"),
        (["dolor", "inflamación"], "dolor e inflamación", "dolor o inflamación"),
        (["dolor", "hinchazón"], "dolor e hinchazón", "dolor o hinchazón"),
        (["calor", "hielo"], "calor y hielo", "calor o hielo"),
        (["dolor", "hormigueo"], "dolor y hormigueo", "dolor u hormigueo"),
        (["seis", "ocho"], "seis y ocho", "seis u ocho"),
        (["a", "b", "otro"], "a, b y otro", "a, b u otro"),
        (["7 pelotas", "8 pelotas"], "7 pelotas y 8 pelotas", "7 pelotas u 8 pelotas"),
    ],
)
def test_spanish_lists_change_their_last_word(words: list[str], both: str, either: str) -> None:
    assert PHRASES["es"].list_words(words) == both
    assert PHRASES["es"].list_alternatives(words) == either


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("right", "left")),
        ("de", ("rechte", "linke")),
        ("fr", ("droite", "gauche")),
        ("es", ("derecha", "izquierda")),
    ],
)
def test_sides_in_a_text(language: str, words: tuple[str, str]) -> None:
    sides = PHRASES[language].sides
    assert (sides["right"].word, sides["left"].word) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_in_two_languages(language: str) -> None:
    own = set(lines(PHRASES[language]))
    for other, phrases in PHRASES.items():
        assert other == language or not own & set(lines(phrases))


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("de-AT", "de"),
        ("de_CH", "de"),
        (" fr ", "fr"),
        ("es-419", "es"),
        ("", None),
        ("xx", None),
        ("den", None),
        ("english", None),
    ],
)
def test_the_phrases_of_a_tag(tag: str, language: str | None) -> None:
    assert find_phrases(tag) == (PHRASES[language] if language else None)


def test_what_can_be_worded_another_way() -> None:
    assert NAMES == (
        "stop",
        "next_spot",
        "coming",
        "breathe_in",
        "and_out",
        "well_done",
        "last_one",
        "change_sides",
        "hold",
        "rest",
        "last_time",
        "last_set",
        "last_round",
        "half_way",
        "ten_seconds",
        "two_more_breaths",
        "press_space",
        "press_space_or_play",
    )
    wordings = {
        "de": {"breathe_in": "Und ein"},
        "en": {name: name.upper() for name in NAMES},
    }
    german, english = find_phrases("de-AT", wordings), find_phrases("en", wordings)
    assert german
    assert english
    assert (german.breathe_in, german.and_out) == ("Und ein", "und ausatmen")
    assert [getattr(english, name) for name in NAMES] == [name.upper() for name in NAMES]
    assert find_phrases("fr", wordings) == PHRASES["fr"]
    with pytest.raises(TypeError):
        find_phrases("de", {"de": {"sides": "both"}})


def test_a_change_of_sides_worded_another_way() -> None:
    words = ("Over to the {side}, then.", "Change sides.")
    wordings = [{"en": {"change_sides": text}} for text in words]
    said = [
        phrases.word_change("left") for each in wordings if (phrases := find_phrases("en", each))
    ]
    assert said == ["Over to the left side, then.", "Change sides."]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You have reached five minutes. Next: quad roll."),
        ("de", "Du hast fünf Minuten geschafft. Als Nächstes: quad roll."),
        ("fr", "Tu as atteint cinq minutes. Ensuite : quad roll."),
        ("es", "Has llegado a cinco minutos. Siguiente: quad roll."),
    ],
)
def test_what_comes_next_once_the_goal_is_reached(language: str, words: str) -> None:
    phrases = find_phrases(language)
    assert phrases
    goal = Ms(300_000)
    assert phrases.word_what_next(goal, "quad-roll", 300_000) == words
    assert words not in phrases.word_what_next(goal, "quad-roll", 299_999)
