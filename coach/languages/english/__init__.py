"""English."""

from types import MappingProxyType

from coach.languages.english.lexicon import ESPEAK, EXPANSIONS, HIBARI
from coach.languages.english.normalization import WORDS, load_rules
from coach.languages.english.nouns import NOUNS
from coach.languages.english.phrases import English
from coach.languages.language import Language, Lexicon
from coach.languages.page_words import PageWords
from coach.languages.serve_words import ServeWords
from coach.languages.sheet_words import SheetWords

LANGUAGE = Language(
    code="en",
    iso_639_2="eng",
    phrases=English(),
    nouns=NOUNS,
    words=WORDS,
    load_rules=load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK, "hibari": HIBARI})),
    body=MappingProxyType(
        {
            "calf": r"cal(?:f|ves)\b|lower legs?\b|shins?\b|gastrocnem|soleus|achilles",
            "thigh": r"thigh|hamstring|quads?\b|quadri|adductor",
            "hip": r"hips?\b|buttock|glute|piriform|psoas",
            # "Back of the thigh" is not the back.
            "back": r"backs?\b(?! of)|spine\b|spinal|lumbar",
            "shoulder": r"shoulder|necks?\b|trapez",
            "chest": r"chest|pector|pecs?\b|rib ?cage",
            "arm": r"(?:fore|upper )?arms?\b|wrist|elbow|biceps|triceps",
            "foot": r"foot|feet\b|ankle|heel|toes?\b|soles?\b|plantar",
        }
    ),
    voice="calm",
    voice_sample="Lift your hips, and roll slowly up to just below the knee. Now your left side. "
    "Breathe in, and out.",
    voice_trial="Breathe in, and out. Let your shoulders sink. Now your left side.",
    page=PageWords(
        play="Play",
        pause="Pause",
        following="Next exercise",
        previous="Back",
        steps="Steps",
        start_here="Start at {}",
        left="Seconds left",
        breathe_in="Breathe in",
        breathe_out="Breathe out",
        keep="Hold",
        lift="Lift",
        lower="Lower",
        rest="Rest",
        wait="Take your time",
    ),
    serve=ServeWords(
        longer="Longer",
        shorter="Shorter",
        coming="Next",
        paused="Paused.",
        waiting="Press “Next exercise” when you are ready.",
        finished="The end.",
        preparing="The track is being prepared.",
        output_lost="The sound output is gone. It goes on when it is back.",
        disconnected="Coach does not answer.",
        needs_scripts="This page needs scripts: allow them for it.",
        routines="Routines",
        adjustments="Adjustments",
        several="One a line",
        kind="Kind of file",
        download="Download",
        making="The track is being made. This can take a minute.",
        mistakes="This cannot be made",
        busy="Coach is making other tracks: try again in a minute.",
        as_written="as written",
    ),
    sheet=SheetWords(
        labelled="{}: {}",
        name="Name",
        notes="Notes",
        tools="You need",
        avoid="Not if you have",
        sides="Sides: {}",
        done="Done",
        week="Week {}",
        daily="daily",
        weekly="once a week",
        per_day="{} times a day",
        per_week="{} times a week",
        on_symptoms="when symptoms come",
        in_time="The routine in time",
        reps="{} times",
    ),
)
