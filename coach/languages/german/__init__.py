"""German."""

from types import MappingProxyType

from coach.languages.german.lexicon import ESPEAK, EXPANSIONS
from coach.languages.german.normalization import WORDS, load_rules
from coach.languages.german.nouns import NOUNS
from coach.languages.german.phrases import FormalGerman, German
from coach.languages.language import Language, Lexicon
from coach.languages.page_words import PageWords
from coach.languages.serve_words import ServeWords
from coach.languages.sheet_words import SheetWords

LANGUAGE = Language(
    code="de",
    iso_639_2="deu",
    phrases=German(),
    formal=FormalGerman(),
    nouns=NOUNS,
    words=WORDS,
    load_rules=load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK, "pico": {}})),
    body=MappingProxyType(
        {
            "calf": "wade|unterschenkel|schienbein",
            "thigh": "adduktor|oberschenkel",
            "hip": "huft|gesass",
            "back": "rucken|wirbelsaule",
            "shoulder": "schulter|nacken|hals",
            "chest": "brust|thorax",
            "arm": r"(?:unter|ober)?arme?n?\b|handgelenk|ell?bogen",
            "foot": "fuss|ferse|zehe|knochel|sprunggelenk",
        }
    ),
    voice="ruhig",
    voice_sample="Heb das Becken, und rolle langsam bis unter das Knie. Jetzt die linke Seite. "
    "Einatmen, und ausatmen.",
    voice_trial="Einatmen, und ausatmen. Lass die Schultern sinken. Jetzt die linke Seite.",
    page=PageWords(
        play="Abspielen",
        pause="Pause",
        following="Nächste Übung",
        previous="Zurück",
        steps="Schritte",
        start_here="Ab {}",
        left="Verbleibende Sekunden",
        breathe_in="Einatmen",
        breathe_out="Ausatmen",
        keep="Halten",
        lift="Heben",
        lower="Senken",
        rest="Ruhe",
        wait="In deinem Tempo",
    ),
    serve=ServeWords(
        longer="Länger",
        shorter="Kürzer",
        coming="Danach",
        paused="Angehalten.",
        waiting="Drücke „Nächste Übung“, wenn du bereit bist.",
        finished="Das Ende.",
        preparing="Die Aufnahme wird vorbereitet.",
        output_lost="Die Tonausgabe ist weg. Es geht weiter, wenn sie wieder da ist.",
        disconnected="Coach antwortet nicht.",
        needs_scripts="Diese Seite braucht Skripte: Erlaube sie für diese Seite.",
        routines="Übungsreihen",
        adjustments="Anpassungen",
        several="Je Zeile eine",
        kind="Art der Datei",
        download="Herunterladen",
        making="Die Aufnahme wird erstellt. Das kann eine Minute dauern.",
        mistakes="So geht es nicht",
        busy="Coach erstellt gerade andere Aufnahmen: Versuche es in einer Minute noch einmal.",
        as_written="wie geschrieben",
    ),
    sheet=SheetWords(
        labelled="{}: {}",
        name="Name",
        notes="Notizen",
        tools="Du brauchst",
        avoid="Nicht bei",
        sides="Seiten: {}",
        done="Erledigt",
        week="Woche {}",
        daily="täglich",
        weekly="einmal in der Woche",
        per_day="{}-mal am Tag",
        per_week="{}-mal in der Woche",
        on_symptoms="bei Beschwerden",
        in_time="Der Ablauf",
        reps="{}-mal",
    ),
)
