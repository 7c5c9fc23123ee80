"""Commands of voice profiles that try to deceive whoever is asked to allow them."""

UNCLEAR = (
    r'["sh", "-c", "echo pwned; espeak-ng #\u001b[2J\u001b[HA program: flite\u001b[8m"]',
    r'["sh", "-c", "evil #\r\u001b[K flite"]',
    r'["sh", "-c", "evil \b\b\b\b flite"]',
    r'["sh", "-c", "evil #\u009b2J flite"]',
    r'["sh", "-c", "evil #\u202etilf"]',
    r'["sh", "-c", "evil #\u2066tilf\u2069"]',
    r'["sh", "-c", "evil #\u200f flite"]',
    r'["sh", "-c", "evil\nAllowed: flite"]',
    r'["sh", "-c", "evil\tflite"]',
    r'["sh", "-c", "evil\u000bflite"]',
    r'["sh", "-c", "evil\u2028Allow that? [y/N]: y"]',
    r'["sh", "-c", "evil\u0085flite"]',
    '["sh", "-c", "evil #' + " " * 300 + 'flite"]',
    '["sh", "-c", "evil #' + "\u00a0" * 300 + 'flite"]',
    '["sh", "-c", "evil #' + "\u3000" * 40 + 'flite"]',
    '["flite", "' + "x" * 1000 + '", "; evil"]',
    r'["fl\u0000ite"]',
)
"""As they stand in a profile: they cannot be shown as they are."""

SHOWN = (
    (("flite", "-voice", "slt", "-o", "{out}"), "flite -voice slt -o {out}"),
    (("sh", "-c", "evil # flite"), 'sh -c "evil # flite"'),
    (("fl\u0456te",), '"fl\\u0456te"'),  # a letter of another alphabet
    (("flite\u200b",), '"flite\\u200b"'),  # no width
    (("flite", "", "evil"), 'flite "" evil'),
    (("flite\U000e0041",), '"flite\\udb40\\udc41"'),  # a tag, which nothing shows
)
"""Words, and how they are shown: every character of them is seen."""
