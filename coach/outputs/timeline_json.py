"""The timeline as JSON, for other programs."""

import json
from typing import BinaryIO

from coach.outputs.content import TrackContent
from coach.score.timeline_document import describe_timeline


def write_timeline_json(file: BinaryIO, content: TrackContent) -> None:
    """Write the document that ``coach show --json`` prints to a file."""
    text = json.dumps(describe_timeline(content.timeline, content.voice), ensure_ascii=False)
    file.write(f"{text}\n".encode())
