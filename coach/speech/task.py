"""A task of a speech engine, which has so long to do it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from coach.speech.engine import SpeechError

T = TypeVar("T")


class Task(Generic[T]):
    """Something that an engine does from now on, in a thread, whatever it does instead.

    The thread is left behind where the engine hangs: one that runs in this process cannot be
    stopped.

    Args:
        name: what the engine is called.
        work: what it does.
        limit: how many seconds it has for it.
    """

    def __init__(self, name: str, work: Callable[[], T], limit: float) -> None:
        self._name = name
        self._limit = limit
        self._deadline = time.monotonic() + limit
        self._done: Future[T] = Future()
        threading.Thread(target=self._run_work, args=(work,), name="speaking", daemon=True).start()

    def _run_work(self, work: Callable[[], T]) -> None:
        try:
            self._done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked
            self._done.set_exception(error)

    def result(self) -> T:
        """Wait for what comes of it.

        Raises:
            SpeechError: if it takes too long, or fails in any way at all: whatever an engine
                raises is trouble outside to everyone else.
        """
        try:
            return self._done.result(self._deadline - time.monotonic())
        except SpeechError:
            raise
        except TimeoutError as error:
            raise SpeechError(
                f"{self._name} has not spoken within {self._limit:.0f} seconds; "
                "take another voice, or give this one more time with `limit`."
            ) from error
        except Exception as error:
            raise SpeechError(f"{self._name} failed ({error!r}); take another voice.") from error
