"""The real voices of Pico."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from coach.packages import write_install
from coach.speech.engine import Settings, SpeechError
from coach.speech.pico import PicoEngine

LINES = {
    "de-DE": "Setz dich hin, und leg die Rolle unter die rechte Wade.",
    "fr-FR": "Asseyez-vous, le rouleau sous le mollet droit.",
    "es-ES": "Siéntate con el rodillo bajo la pantorrilla.",
}


def digest(voice: str, text: str, rate: int = 145) -> str:
    said = PicoEngine().synthesise(text, Settings(voice, rate, 50))
    assert said.rate == 16_000
    return hashlib.sha256(said.pcm.tobytes()).hexdigest()


def test_it_says_the_same_every_time() -> None:
    with ThreadPoolExecutor(3) as pool:
        digests = [list(pool.map(digest, LINES, LINES.values())) for _ in range(2)]
    assert digests[0] == digests[1]
    assert len(set(digests[0])) == 3


@pytest.mark.parametrize(("voice", "text"), LINES.items())
def test_the_rate_is_that_of_speech(voice: str, text: str) -> None:
    slow, quick = (
        len(PicoEngine().synthesise(text, Settings(voice, rate, 50)).pcm) for rate in (120, 180)
    )
    assert slow / quick == pytest.approx(1.5, abs=0.2)
    assert 10 < len(text) / (quick / 16_000) < 24  # characters a second


def test_what_looks_like_markup_is_no_order() -> None:
    said = PicoEngine().synthesise("Kurz <break time='9s'/> warten.", Settings("de-DE", 145, 50))
    assert 16_000 < len(said.pcm) < 9 * 16_000


def test_a_voice_that_it_does_not_have_is_refused() -> None:
    with pytest.raises(SpeechError, match=r"Pico has no voice .xx.; take one of: de-DE"):
        PicoEngine().synthesise("Ja.", Settings("xx", 145, 50))


def test_letters_of_another_script_are_refused() -> None:
    with pytest.raises(SpeechError, match=r"Pico has no letters for '你好'"):
        PicoEngine().synthesise("你好", Settings("de-DE", 145, 50))


def test_it_ends_in_time() -> None:
    with pytest.raises(SpeechError, match=r"not done after 0\.01 s"):
        PicoEngine(0.01).synthesise("Lange. " * 100, Settings("de-DE", 145, 50))


def test_without_its_package_espeak_speaks() -> None:
    program = (
        "import sys; sys.modules['py_nanotts'] = None\n"
        "from coach.library import Library\n"
        "from coach.speech.voice import perform_with_fallback\n"
        "profile = Library().load_default_profile('de', 'linux').value\n"
        "rest = lambda voice: (voice.candidate, voice.count_frames('Pause.'))\n"
        "said = perform_with_fallback(profile, rest)\n"
        "print(said[0][0], said[0][1] > 4410, said[1][0].reason)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout == (
        "espeak de True The voices of Pico are not installed; "
        f"`{write_install('py-nanotts')}` installs them on Linux and Windows.\n"
    )
