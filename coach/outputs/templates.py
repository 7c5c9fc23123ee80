"""Templates of HTML: every text is escaped, and a missing value is a mistake of ours.

What a page may do and load is said by its content policy. https://www.w3.org/TR/CSP3/
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


def load_template(path: Path) -> Template:
    """Load a template of the package."""
    environment = Environment(
        loader=FileSystemLoader(path.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template(path.name)


def hash_source(text: str) -> str:
    """Return the source by which a content policy allows one inline style or program."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_policy(rules: Mapping[str, str]) -> str:
    """Write a content policy.

    >>> write_policy({"default-src": "'none'", "img-src": "data:"})
    "default-src 'none'; img-src data:"
    """
    return "; ".join(f"{name} {value}" for name, value in rules.items())
