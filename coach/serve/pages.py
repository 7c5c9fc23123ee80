"""Pages that are served: templates of this folder, with the policy that allows nothing else."""

from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from coach.languages import find_language
from coach.languages.language import Language
from coach.outputs.page.page import read_own_file
from coach.outputs.templates import hash_source, load_template, write_policy

_FOLDER = Path(__file__).parent


def render_response(
    name: str, language: Language, status: int = 200, /, *, program: str = "", **values: object
) -> HTMLResponse:
    """Return a page as a response.

    Args:
        name: the template, a file of this folder.
        language: the language of its words.
        status: the status of the response.
        program: its program, if it has one.
        **values: what the template is filled with.
    """
    style = read_own_file("page.css") + read_serve_file("serve.css")
    policy = {
        "default-src": "'none'",
        "connect-src": "'self'",
        "img-src": "data:",
        "style-src": hash_source(style),
        "script-src": hash_source(program) if program else "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    page = load_template(_FOLDER / name).render(
        language=language.code,
        words=language.serve,
        page_words=language.page,
        style=Markup(style),  # noqa: S704 - the package's own file
        program=Markup(program),  # noqa: S704 - as above
        **values,
    )
    headers = {"content-security-policy": write_policy(policy)}
    return HTMLResponse(page, status, headers)


def read_serve_file(name: str) -> str:
    """Return a file of this folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def choose_language(request: Request) -> Language:
    """Return the first language that a browser asks for and coach speaks, else English."""
    asked = request.headers.get("accept-language", "").split(",")
    spoken = (find_language(tag.partition(";")[0].strip()) for tag in asked)
    language = next(filter(None, spoken), None) or find_language("en")
    assert language  # noqa: S101 - coach speaks English
    return language
