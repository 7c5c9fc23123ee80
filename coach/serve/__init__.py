"""A small web server for the phone beside you; it needs the extra ``serve``."""
