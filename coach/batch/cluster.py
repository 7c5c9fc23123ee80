"""A crew on other machines: the workers of a Dask cluster, through `concurrent.futures`.

https://distributed.dask.org/en/stable/api.html#distributed.Client.get_executor
"""

import logging
import time
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

import dask
from distributed import Client, KilledWorker

from coach.outputs.target import ExportError

_LOGGERS = ("distributed", "distributed.client")
"""The loggers of Dask whose level Dask sets itself."""

_CONNECT_S = 20
"""Seconds for the scheduler to answer, and for the first worker to come."""

_PATIENCE_S = 60
"""Seconds for which a batch waits for workers when all are gone."""

_COUNT_AGAIN_S = 2
"""Seconds after which the workers are counted again: they come and go."""

_CLOSE_S = 2
"""Seconds for the scheduler to take note of the end."""

_LARGE_BYTES = "1GB"
"""The size of a job up to which Dask does not advise against it."""


class ClusterCrew:
    """The workers of a cluster, which form one team: its scheduler knows which of them are there.

    Args:
        address: the address of the scheduler, or the path of a scheduler file.

    Raises:
        ExportError: where the scheduler does not answer, or has no workers.
    """

    losses: tuple[type[BaseException], ...] = (KilledWorker,)
    teams = 1

    def __init__(self, address: str) -> None:
        self._address = address
        # What happens to workers is told in our own words, or does not matter.
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE_BYTES})
        is_file = Path(address).is_file()
        where = {"scheduler_file": address} if is_file else {"address": address}
        try:
            self._client = Client(**where, timeout=_CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:  # Dask raises ValueError for what is not an address
            raise ExportError(f"The cluster {address} cannot be reached.") from error
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_S)
        except TimeoutError as error:
            self._client.close(timeout=_CLOSE_S)
            raise ExportError(f"The cluster {address} has no workers.") from error
        self._seen = time.monotonic()
        self._counted = 0.0
        self._width = 1

    @property
    def width(self) -> int:
        """How many tracks its workers make at once."""
        now = time.monotonic()
        if now - self._counted > _COUNT_AGAIN_S:
            self._counted = now
            with suppress(OSError):  # it is told by `check_alive`
                threads = self._client.nthreads()
                self._width = max(1, sum(threads.values()))
                self._seen = now if threads else self._seen
        return self._width

    def open_executor(self) -> Executor:
        """Return the executor of the cluster."""
        executor: Executor = self._client.get_executor()
        return executor

    def close_executor(self, executor: Executor) -> None:
        """Cancel what the workers have not begun."""
        executor.shutdown(wait=False)

    def check_alive(self) -> None:
        """Raise `ExportError` where the scheduler is lost, or has had no workers for a while."""
        if self._client.status != "running":
            raise ExportError(f"The cluster {self._address} is lost.")
        _ = self.width
        if time.monotonic() - self._seen > _PATIENCE_S:
            raise ExportError(f"The cluster {self._address} has no workers any more.")

    def dismiss_workers(self) -> None:
        """Take leave of the cluster; its workers stay, for others."""
        with suppress(OSError):
            self._client.close(timeout=_CLOSE_S)
