from live.watching import Watch

from coach.live.resizes import ResizeCollector
from coach.live.transport import Transport
from coach.timing import SECOND
from support import compiled

SCRIPT = """## Calf `sides right, left`
- Lean in. `hold 20s as lean, breathe freely`
- Press. `hold 20s as press, breathe freely`
"""


def test_the_lengths_of_what_was_made_longer_and_done() -> None:
    timeline = compiled(SCRIPT)
    watch, resizes = Watch(timeline), ResizeCollector()
    lean, press, again, _ = timeline.holds
    transport = Transport(timeline, lean.at + SECOND)
    with resizes:
        resizes.observe(watch.look(transport, transport.at / SECOND))
        transport = transport.lengthen_running(transport.at)
        resizes.observe(watch.look(transport))
        transport = transport.seek_to(press.at + 10 * SECOND - SECOND)
        resizes.observe(watch.look(transport, (transport.at - lean.at) / SECOND))
    assert resizes.write_holds() == ("lean=30s",)
    assert again.name == "lean"
