"""Looks at what is heard, as a session does, by a clock of its own."""

from coach.live.guide import Guide
from coach.live.session import Moment
from coach.live.tracker import Tracker
from coach.live.transport import Transport
from coach.score.timeline import Timeline


class Watch:
    """Makes moments of transports, a tenth of a second apart."""

    def __init__(self, timeline: Timeline) -> None:
        self._tracker = Tracker(timeline)
        self._guide = Guide.from_timeline(timeline)
        self._now = 0.0

    def look(
        self,
        heard: Transport,
        seconds: float = 0.1,
        *,
        late: int = 0,
        output_lost: bool = False,
        help_shown: bool = False,
    ) -> Moment:
        """Look once, some seconds after the last time."""
        self._now += seconds
        if self._guide.timeline is not heard.timeline:
            self._guide = Guide.from_timeline(heard.timeline)
        events = self._tracker.follow_transport(heard, self._now)
        return Moment(
            heard,
            self._guide,
            late=late,
            output_lost=output_lost,
            help_shown=help_shown,
            events=events,
        )
