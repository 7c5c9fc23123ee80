"""French."""

from types import MappingProxyType

from coach.languages.french.lexicon import ESPEAK, EXPANSIONS
from coach.languages.french.normalization import WORDS, load_rules
from coach.languages.french.nouns import NOUNS
from coach.languages.french.phrases import FormalFrench, French
from coach.languages.language import Language, Lexicon
from coach.languages.page_words import PageWords
from coach.languages.serve_words import ServeWords
from coach.languages.sheet_words import SheetWords

LANGUAGE = Language(
    code="fr",
    iso_639_2="fra",
    phrases=French(),
    formal=FormalFrench(),
    nouns=NOUNS,
    words=WORDS,
    load_rules=load_rules,
    lexicon=Lexicon(EXPANSIONS, MappingProxyType({"espeak": ESPEAK, "pico": {}})),
    body=MappingProxyType(
        {
            "calf": "mollet|tibia",
            "thigh": "cuisse|ischio|adducteur",
            "hip": r"hanche|fess(?:es?\b|ier)",
            # "Dos" alone is two in Spanish.
            "back": r"(?:le|du|au|ton|votre) dos\b|lombaire|colonne vert",
            "shoulder": r"epaule|nuque|cou\b",
            "chest": "thorax|poitrine",
            "arm": r"(?:avant-)?bras\b|poignet|coude",
            "foot": r"pieds?\b|cheville|orteil|talon",
        }
    ),
    voice="calme",
    neural_voice="siwis",
    voice_sample="Soulevez les hanches, et roulez lentement jusque sous le genou. Maintenant le "
    "côté gauche. Inspirez, et expirez.",
    voice_trial="Inspirez, et expirez. Relâchez les épaules. Maintenant le côté gauche.",
    page=PageWords(
        play="Lire",
        pause="Pause",
        following="Exercice suivant",
        previous="Retour",
        steps="Étapes",
        start_here="Commencer à {}",
        left="Secondes restantes",
        breathe_in="Inspire",
        breathe_out="Expire",
        keep="Tiens",
        lift="Monte",
        lower="Descends",
        rest="Repos",
        wait="À ton rythme",
    ),
    serve=ServeWords(
        longer="Plus long",
        shorter="Plus court",
        coming="Ensuite",
        paused="En pause.",
        waiting="Appuie sur « Exercice suivant » quand tu es prêt.",
        finished="C'est la fin.",
        preparing="La piste se prépare.",
        output_lost="La sortie audio a disparu. La séance reprendra à son retour.",
        disconnected="Coach ne répond pas.",
        needs_scripts="Cette page a besoin de scripts : autorise-les pour elle.",
        routines="Séances",
        adjustments="Réglages",
        several="Un par ligne",
        kind="Type de fichier",
        download="Télécharger",
        making="La piste se prépare. Cela peut prendre une minute.",
        mistakes="Ce n'est pas possible ainsi",
        busy="Coach prépare d'autres pistes : réessaie dans une minute.",
        as_written="comme écrit",
    ),
    sheet=SheetWords(
        labelled="{}\u00a0: {}",
        name="Nom",
        notes="Notes",
        tools="Il te faut",
        avoid="À éviter en cas de",
        sides="Côtés\u00a0: {}",
        done="Fait",
        week="Semaine {}",
        daily="tous les jours",
        weekly="une fois par semaine",
        per_day="{} fois par jour",
        per_week="{} fois par semaine",
        on_symptoms="quand les symptômes viennent",
        in_time="Le déroulement",
        reps="{} fois",
    ),
)
