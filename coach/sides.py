"""The two sides of the body."""

from typing import Literal

Side = Literal["right", "left"]
