"""Words espeak-ng says wrongly, and how they are said with the lexicon."""

# ruff: noqa: RUF001 - phonemes

import pytest

from coach.languages import LANGUAGES, load_language
from coach.speech.lexicon import respelling
from coach.speech.normalize import normalize, rules_for
from support.phonemes import phonemes

ENGLISH = """
soleus             | sˈoʊliəs
gastrocnemius      | ɡˌæstɹəknˈiːmɪəs
Achilles           | ɐkˈɪliːz
SMR                | ˌɛsˌɛmˈɑːɹ
IT band            | ˌaɪtˈiː bˈænd
DOMS               | dˈɑːmz
ROM                | ɹˈeɪndʒ ʌv mˈoʊʃən
fascia             | fˈæʃiə
Myofascial         | mˌaɪəfˈæʃɪəl
quadriceps         | kwˈɑːdɹɪsˌɛps
peroneals          | pˈɛɹoʊnˌiːəlz
patella            | pɑːtˈɛlə
popliteus          | pəplˈɪɾɪəs
iliopsoas          | ˌɪlɪəsˈoʊəz
iliacus            | ˈɪlˈaɪækəs
sacroiliac         | sˈækɹoʊˈɪliˌæk
trochanter         | tɹˈoʊkˈæntɚ
latissimus dorsi   | lˌætˈɪsɪməs dˈɔːɹsi
infraspinatus      | ˌɪnfɹəspˈaɪnˈeɪɾəs
teres              | tˈɪɹiːz
erector spinae     | ɪɹˈɛktɚ spˈaɪniː
quadratus lumborum | kwˈɑːdɹˈeɪɾəs lʌmbˈɔːɹəm
plantarflexion     | plˈæntɚ flˈɛkʃən
calcaneus          | kælkˈeɪnɪəs
sciatic            | saɪˈæɾɪk
distal             | dˈɪstəl
SI joint           | ˌɛsˈaɪ dʒˈɔɪnt
ACL                | ˈeɪsˈiːˈɛl
ITB                | aɪtˈiːbˈiː
30-90s             | θˈɜːɾi tə nˈaɪnti sˈɛkəndz
2/3                | tˈuː θˈɜːdz
a 10s hold         | ɐ tˈɛn sˈɛkənd hˈoʊld
1:30               | wˈʌn mˈɪnɪt θˈɜːɾi
3-0-1-0            | θɹˈiː | zˈiəɹoʊ | wˈʌn | zˈiəɹoʊ
R leg              | ɹˈaɪt lˈɛɡ
x2                 | tˈaɪmz tˈuː
90°                | nˈaɪnti dᵻɡɹˈiːz
2 o'clock          | tˈuː əklˈɑːk
For 45 seconds.    | fɔːɹ fˈɔːɹɾi fˈaɪv sˈɛkəndz
"""

GERMAN = """
Faszie             | fˈastsjə
Plantarfaszie      | plantˈɑːɾfˈastsjə
Gluteus medius     | ɡlˈuːteːˌʊs mˈeːdiːˌʊs
Soleus             | zˈoːleːˌʊs
Gastrocnemius      | ɡˈastɾoːknˈeːmiːˌʊs
Piriformis         | pˈiːriːfˈɔɾmɪs
Latissimus         | lˈɑːtˈɪsiːmˌʊs
Quadrizeps         | kvˈɑːdɾiːtsˌeːps
Achillessehne      | ˈaxɪləszˈeːnə
Patellasehne       | patˈɛlɑːzˈeːnə
Meniskus           | mˈeːnˈɪskʊs
ISG                | ˈiːˈɛsɡˈeː
Foam Roller        | fˈoːmrˈɔlɜ
Hamstrings         | hˈɛmstɾɪŋs
Blutgerinnsel      | blˈuːtɡərˈɪnzəl
"""

FRENCH = """
fascia             | fasjˈa
psoas              | psɔˈas
psoas-iliaque      | psɔˈasiljˈak
iliopsoas          | iljɔpsɔˈas
ischio-jambiers    | iskjˈoʒɑ̃bjˈe
tendon d'Achille   | tɑ̃dˈɔ̃ daʃˈil
gastrocnémien      | ɡastʁɔknemjˈɛ̃
soléaire           | soleˈɛʁ
piriforme          | piʁifˈɔʁm
gluteus            | ɡlyteˈys
coccyx             | kɔksˈis
squats             | skwˈat
foam roller        | fˈom ʁɔlˈœʁ
"""

SPANISH = """
fascia             | fˈasθja
psoas              | sˈoas
iliopsoas          | ˌiljopsˈoas
gastrocnemio       | ɡˌastɾoknˈemjo
sóleo              | sˈoleo
piriforme          | pˌiɾifˈoɾme
glúteo             | ɡlˈuteo
cuadriceps         | kwˈaðɾiθeps
tendón de Aquiles  | tendˈon de akˈiles
isquiotibiales     | ˌiskjotiβjˈales
foam roller        | fˈoum rˈouleɾ
"""

VOICES = {"en": "en-us", "de": "de", "fr": "fr", "es": "es"}


@pytest.mark.parametrize(
    ("language", "table"),
    [("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH), ("es", SPANISH)],
)
def test_espeak_says_words_as_a_trainer_would(language: str, table: str) -> None:
    rules = (*rules_for(language), respelling(load_language(language).lexicon.for_engine("espeak")))
    rows = [line.split("|", 1) for line in table.strip().splitlines()]
    written = [row[0].strip() for row in rows]
    said = phonemes([normalize(text, rules).text for text in written], VOICES[language])
    read = "".join(f"{text:<18} | {sound}\n" for text, sound in zip(written, said, strict=True))
    assert "\n" + read == table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_common_respelling_changes_what_espeak_says(language: str) -> None:
    lexicon = load_language(language).lexicon.for_engine("espeak")
    before = phonemes(list(lexicon), VOICES[language])
    after = phonemes(list(lexicon.values()), VOICES[language])
    same = [word for word, a, b in zip(lexicon, before, after, strict=True) if a == b]
    assert same == []


def test_whole_words_whatever_their_case() -> None:
    rule = respelling({"rom": "range of motion", "SI joint": "S.I. joint"})
    said = normalize("ROM, from rom to prom: the si  JOINT", (rule,)).text
    assert said == "range of motion, from range of motion to prom: the S.I. joint"


def test_the_later_lexicon_and_the_longer_word_win() -> None:
    rule = respelling({"psoas": "one", "psoas major": "two"}, {"PSOAS": "three"})
    assert normalize("psoas, Psoas major", (rule,)).text == "three, two"


def test_an_empty_lexicon_changes_nothing() -> None:
    assert normalize("soleus", (respelling({}),)).text == "soleus"
