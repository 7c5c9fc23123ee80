"""coach: a voice-guided audio coach for foam rolling and stretching."""

__version__ = "0.1.0"
