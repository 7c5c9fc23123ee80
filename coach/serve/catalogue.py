"""The catalogue: the routines there are, to be played in a browser or downloaded, adjusted."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TypeVar
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from coach.diagnostics import Findings
from coach.library import Library
from coach.outputs.output_table import OUTPUTS
from coach.score.adjustments import Typed
from coach.script.routine import Routine
from coach.serve.form import list_fields, read_form
from coach.serve.pages import choose_language, render_response
from coach.serve.workshop import Order, Workshop, write_sentences
from coach.timing import write_clock_seconds
from coach.track_lengths import find_track_lengths
from coach.tuning import find_tuned, read_tuning

PATIENCE_S = 1.0
"""Seconds that a browser waits for a track before it is told to ask again."""

_MOST_FIELDS = 200
"""Fields that a form may have, each as often as there are values."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListedRoutine:
    """A routine as the list shows it."""

    name: str
    title: str
    about: str
    language: str
    length: str
    tools: str


class Catalogue:
    """The pages of the routines.

    Args:
        library: where routines and voices are found.
        tuning: the file of adjustments that are kept.
        folder: where tracks are made.
    """

    def __init__(self, library: Library, tuning: Path, folder: Path) -> None:
        self._library = library
        self._tuning = tuning
        self._folder = folder
        self._workshop = Workshop(library, folder)

    def list_routes(self) -> list[BaseRoute]:
        """Return what the catalogue serves."""
        return [
            Route("/", self._show_list),
            Route("/routines/{name}", self._show_form, methods=["GET"]),
            Route("/routines/{name}", self._take_order, methods=["POST"]),
            Route("/orders/{key}", self._show_order),
            Mount("/tracks", TrackFiles(directory=self._folder)),
        ]

    async def _show_list(self, request: Request) -> Response:
        listed = await _run_in_thread(self._list_routines)
        return render_response("list.html", choose_language(request), routines=listed)

    async def _show_form(self, request: Request) -> Response:
        name = request.path_params["name"]
        if not self._has_routine(name):
            return Response(status_code=404)
        typed, mistakes = await _run_in_thread(lambda: self._find_tuned(name))
        return await self._render_form(request, name, typed, mistakes)

    async def _take_order(self, request: Request) -> Response:
        name = request.path_params["name"]
        if not self._has_routine(name):
            return Response(status_code=404)
        try:
            sent = parse_qs((await request.body()).decode(), max_num_fields=_MOST_FIELDS)
        except ValueError:
            return Response(status_code=400)
        makes_file = sent.pop("make", [""])[-1] == "file"
        suffix = sent.pop("kind", [""])[-1]
        if makes_file and suffix not in OUTPUTS:
            return Response(status_code=400)
        read = read_form(sent, self._list_voices())
        if read.has_errors:
            mistakes = write_sentences(read.diagnostics)
            return await self._render_form(request, name, read.value, mistakes, 422)
        job = self._workshop.accept_order(Order(name, read.value, suffix if makes_file else ""))
        if job is None:
            busy = (choose_language(request).serve.busy,)
            return await self._render_form(request, name, read.value, busy, 503)
        return RedirectResponse(f"../orders/{job.key}", 303)

    async def _show_order(self, request: Request) -> Response:
        job = self._workshop.find_job(request.path_params["key"])
        if job is None:
            return Response(status_code=404)
        await asyncio.wait([asyncio.wrap_future(job.made)], timeout=PATIENCE_S)
        if not job.made.done():
            language, name = choose_language(request), job.order.routine
            waiting = render_response("order.html", language, name=name)
            waiting.headers["refresh"] = "1"
            return waiting
        made = job.made.result()
        if made.mistakes:
            order = job.order
            return await self._render_form(request, order.routine, order.typed, made.mistakes, 422)
        return RedirectResponse(f"../tracks/{quote(made.path)}", 303)

    async def _render_form(
        self,
        request: Request,
        name: str,
        typed: Typed,
        mistakes: tuple[str, ...] = (),
        status: int = 200,
    ) -> Response:
        """Return the page of a routine: what it is, its adjustments, and what is wrong."""
        routine = await _run_in_thread(lambda: self._library.load_routine(name))
        voices = self._library.find_voices(routine.first.front.language)
        return render_response(
            "routine.html",
            choose_language(request),
            status,
            name=name,
            title=routine.front.title or name,
            about=routine.front.about,
            routine_language=routine.first.front.language,
            fields=list_fields(typed, voices),
            is_adjusted=bool(typed),
            kinds=tuple(OUTPUTS),
            mistakes=mistakes,
        )

    def _list_routines(self) -> list[ListedRoutine]:
        names = [entry.name for entry in self._library.list_entries("scripts")]
        return [self._describe_routine(name, self._library.load_routine(name)) for name in names]

    def _describe_routine(self, name: str, routine: Routine) -> ListedRoutine:
        front = routine.front
        members = [member.routine for member in routine.list_members()]
        tools = (" / ".join(tool.choices) for each in members for tool in each.front.tools)
        profile = None if routine.has_errors else self._library.find_voice(routine).value
        length = ""
        if profile:
            seconds = find_track_lengths(routine, profile, self._library.store)[1].seconds
            length = write_clock_seconds(seconds)
        return ListedRoutine(
            name,
            front.title or name,
            front.about,
            routine.first.front.language,
            length,
            ", ".join(dict.fromkeys(tools)),
        )

    def _find_tuned(self, name: str) -> tuple[Typed, tuple[str, ...]]:
        """Return the adjustments that are kept for a routine, and what is wrong with them."""
        if not self._tuning.exists():
            return {}, ()
        findings = Findings()
        kept = findings.take_value(read_tuning(self._tuning))
        routine = self._library.load_routine(name)
        typed: Typed = {}
        if not routine.has_errors and not findings.has_errors():
            typed = find_tuned(kept, [name], [routine], self._library)
        return typed, write_sentences(findings.diagnostics)

    def _has_routine(self, name: str) -> bool:
        """Return whether a routine has just this name: a path is not asked for from outside."""
        return name in (entry.name for entry in self._library.list_entries("scripts"))

    def _list_voices(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self._library.list_entries("voices"))


class TrackFiles(StaticFiles):
    """The files of tracks. Those of a page are shown, and any other is downloaded."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, a part of it, or that it has not changed."""
        response = await super().get_response(path, scope)
        parts = Path(path).parts
        response.headers["cache-control"] = "private, no-cache"
        if len(parts) > 2:
            # The page has a policy of its own, which cannot say this.
            response.headers["content-security-policy"] = "frame-ancestors 'none'"
        else:
            named = f"attachment; filename*=utf-8''{quote(parts[-1])}"
            response.headers["content-disposition"] = named
        return response


async def _run_in_thread(work: Callable[[], T]) -> T:
    """Do work that takes a while; an end of the program does not wait for it."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 (it is raised where somebody waits)
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(future)
