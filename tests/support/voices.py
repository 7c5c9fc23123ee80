"""The real voices, without the stages before and after them."""

from coach.speech.profile import Profile
from coach.speech.voice import Voice, perform_with_fallback
from coach.store import Store


def open_voice(profile: Profile, store: Store | None = None) -> Voice:
    """Return the first of a profile's candidates that speaks here."""

    def speaks(voice: Voice) -> Voice:
        _ = voice.gain
        return voice

    return perform_with_fallback(profile, speaks, store)[0]
