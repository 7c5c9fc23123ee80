"""How long texts take in the voice of a track, for a planner."""

from coach.progress import Progress
from coach.score.cuesheet import CueSheet
from coach.score.manners import find_manners
from coach.speech.estimate import estimate_frames
from coach.speech.voice import Voice


class SpokenLengths:
    """Speaks with a voice, and guesses from what it has spoken: a `coach.planning.SpeechMeter`."""

    def __init__(self, voice: Voice, on_progress: Progress) -> None:
        self._voice = voice
        self._on_progress = on_progress
        self._guessed: dict[str, int] = {}

    def prepare_sheet(self, sheet: CueSheet) -> None:
        """Speak everything that a cue sheet says."""
        voice = self._voice
        voice.add_manners(find_manners(sheet))
        texts = [each for each in sheet.texts if each not in voice.samples and voice.can_say(each)]
        for done, _ in enumerate(voice.speak_texts(texts), start=1):
            self._on_progress("Speaking", done, len(texts))

    def guess_frames(self, text: str) -> int:
        """Return how many frames a text takes: exact once it was spoken, about before."""
        if text in self._voice.samples:
            return self._voice.samples.count_frames(text)
        if text not in self._guessed:
            said = self._voice.can_say(text)
            self._guessed[text] = estimate_frames(text, self._voice.profile) if said else 0
        return self._guessed[text]

    def count_frames(self, text: str) -> int:
        """Return how many frames a text takes; it is spoken for that."""
        return self._voice.count_frames(text)
