"""Words espeak-ng says wrongly, and how they are said with the lexicon."""

# ruff: noqa: RUF001 - phonemes

import pytest

from coach.languages import LANGUAGES, load_language
from coach.speech.lexicon import make_respelling_rule
from coach.speech.normalize import find_rules, normalize_text
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

VOICES = {"en": "en-us"}
"""The voices of espeak whose name is not their language."""


@pytest.mark.parametrize(
    ("language", "table"),
    [("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH), ("es", SPANISH)],
)
def test_espeak_says_words_as_a_trainer_would(language: str, table: str) -> None:
    rules = (
        *find_rules(language),
        make_respelling_rule(load_language(language).lexicon.select_words("espeak")),
    )
    rows = [line.split("|", 1) for line in table.strip().splitlines()]
    written = [row[0].strip() for row in rows]
    texts = [normalize_text(text, rules).text for text in written]
    said = phonemes(texts, VOICES.get(language, language))
    read = "".join(f"{text:<18} | {sound}\n" for text, sound in zip(written, said, strict=True))
    assert "\n" + read == table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_common_respelling_changes_what_espeak_says(language: str) -> None:
    lexicon = load_language(language).lexicon.select_words("espeak")
    before = phonemes(list(lexicon), VOICES.get(language, language))
    after = phonemes(list(lexicon.values()), VOICES.get(language, language))
    same = [word for word, a, b in zip(lexicon, before, after, strict=True) if a == b]
    assert same == []
