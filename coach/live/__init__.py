"""Live coaching: the timeline through a sound card, with a transport in the listener's hands."""
