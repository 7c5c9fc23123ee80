"""The last stage wired up: a track live, to a sound output."""

from functools import partial

from coach.app import Track, mixed
from coach.audio.master import Master
from coach.live.feed import reminder_tone
from coach.live.output import Output
from coach.live.player import Player
from coach.live.transport import Transport
from coach.score.timeline import Timeline


def player(track: Track, master: Master, transport: Transport, output: Output) -> Player:
    """Make ready to play a track from where a transport says."""
    return Player(
        transport,
        master,
        partial(_remastered, track, master),
        output,
        reminder=reminder_tone(track.sounds, master.mixer.gains.rest),
    )


def _remastered(track: Track, master: Master, timeline: Timeline) -> Master:
    """Mix what a listener has changed while it plays, at the loudness it had before."""
    return Master(mixed(track, timeline, master.mixer.gains))
