"""From text to a routine: the Markdown script language."""
