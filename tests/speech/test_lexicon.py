"""Words espeak-ng says wrongly, and how they are said with the lexicon."""

# ruff: noqa: RUF001 - phonemes

import subprocess
import sys
from pathlib import Path

from coach.speech.lexicon import COMMON, respelling
from coach.speech.normalize import normalize, rules_for

PHONEMES = """
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

RULES = (*rules_for("en"), respelling(COMMON["en"]))


def phonemes(texts: list[str]) -> list[str]:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(Path(__file__).with_name("phonemes.py"))],
        input="\n".join(texts).encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().splitlines()


def test_espeak_says_words_as_a_trainer_would() -> None:
    rows = [line.split("|", 1) for line in PHONEMES.strip().splitlines()]
    written = [row[0].strip() for row in rows]
    said = phonemes([normalize(text, RULES).text for text in written])
    table = "".join(f"{text:<18} | {sound}\n" for text, sound in zip(written, said, strict=True))
    assert "\n" + table == PHONEMES


def test_every_common_respelling_changes_what_espeak_says() -> None:
    lexicon = COMMON["en"]
    before = phonemes(list(lexicon))
    after = phonemes(list(lexicon.values()))
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
