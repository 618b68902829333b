"""Where the work is done: in this process, in several on this machine, or on the machines of a cluster.

Whoever does it, the parts come back in order and only a few are on their way at a time, so that memory does not
grow with the files. A part whose process or machine died is done again.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from app.domain.errors import Busy, Conflict, Invalid, Unsupported

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Part = TypeVar("Part")
Found = TypeVar("Found")
WAITING = 2  # parts for each process, so that none is ever idle
ADDRESS = re.compile(r"([a-z]+://)?(\[[0-9a-fA-F:]+\]|[^:/\s]+):[0-9]+")
PATIENCE = 60.0  # seconds without any worker after which a cluster is given up


class Where(NamedTuple):
    """`workers` processes of this machine, or a cluster's `scheduler` address."""

    workers: int = 1
    scheduler: str | None = None
    patience: float = PATIENCE


def spread(function: Callable[[Part], Found], parts: Iterable[Part], where: Where) -> Iterator[Found]:
    """What the function finds in each part, in order."""
    if where.scheduler:
        return _in_cluster(function, parts, where.scheduler, where.patience)
    if where.workers > 1:
        return _in_processes(function, parts, where.workers)
    return map(function, parts)


def _in_processes(function: Callable[[Part], Found], parts: Iterable[Part], workers: int) -> Iterator[Found]:
    from concurrent.futures import ProcessPoolExecutor  # most files need one process, and no wait for this

    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[tuple[Part, Future[Found] | None]] = deque()
        for part in parts:
            waiting.append((part, _submitted(pool, function, part)))
            if len(waiting) >= WAITING * workers:
                yield _finished(function, *waiting.popleft())
        while waiting:
            yield _finished(function, *waiting.popleft())


def _submitted(
    pool: ProcessPoolExecutor, function: Callable[[Part], Found], part: Part
) -> Future[Found] | None:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(function, part)
    except BrokenProcessPool:
        return None


def _finished(function: Callable[[Part], Found], part: Part, future: Future[Found] | None) -> Found:
    from concurrent.futures.process import BrokenProcessPool

    if future is not None:
        try:
            return future.result()
        except BrokenProcessPool:
            pass
    return function(part)  # a process was killed, so this one does its work


def _in_cluster(
    function: Callable[[Part], Found], parts: Iterable[Part], address: str, patience: float
) -> Iterator[Found]:
    with _client(address, patience) as client:
        at_once = WAITING * _threads(client, address, patience)
        waiting: deque[Any] = deque()
        for part in parts:
            with _while_connected(address):
                waiting.append(client.submit(function, part, pure=False))
            if len(waiting) >= at_once:
                yield _gathered(client, waiting.popleft(), address, patience)
        while waiting:
            yield _gathered(client, waiting.popleft(), address, patience)


@contextmanager
def _while_connected(address: str) -> Iterator[None]:
    from distributed import CancelledError

    try:
        yield
    except (CancelledError, OSError):
        raise Busy(f"The scheduler at {address} has gone away. Start it again and repeat the command.")


@contextmanager
def _client(address: str, patience: float) -> Iterator[Any]:
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise Unsupported(
            "--scheduler needs dask.distributed. Install it: pip install -r requirements-scale.txt"
        )
    if not ADDRESS.fullmatch(address):
        raise Invalid(f"--scheduler {address}: an address looks like tcp://127.0.0.1:8786.")
    try:
        # Otherwise the last thousand messages stay in memory, and with them the lines they carried.
        with dask.config.set({"distributed.admin.low-level-log-length": 10}):
            client: Any = Client(address, timeout=min(patience, 10), set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise Busy(f"There is no scheduler at {address} ({error}). Start one: dask scheduler")
    with client:
        yield client


def _threads(client: Any, address: str, patience: float) -> int:
    """How many parts the workers do at a time, once there are workers with the versions that this process has."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        raise Busy(
            f"The scheduler at {address} has no worker. Start one on each machine: dask worker {address}"
        )
    try:
        theirs = client.run(versions)
    except ModuleNotFoundError as error:
        raise Conflict(f"A worker of {address} lacks {error.name}. Install Stet where workers run.")
    for worker, found in theirs.items():
        if found != versions():
            raise Conflict(
                f"The worker {worker} has {_named(found)}, this machine {_named(versions())}: their numbers"
                " could differ. Install the same versions."
            )
    return max(1, sum(client.nthreads().values()))


def versions() -> dict[str, str]:
    """What decides a score's digits."""
    import numpy
    import sacrebleu

    return {"sacrebleu": sacrebleu.__version__, "numpy": numpy.__version__}


def _named(found: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in found.items())


def _gathered(client: Any, future: Any, address: str, patience: float) -> Any:
    """A part's result; parts of a lost worker are done by the others, unless none is left."""
    from distributed import KilledWorker

    with _while_connected(address):
        while True:
            try:
                return future.result(timeout=patience)
            except TimeoutError:
                if client.status != "running" or not client.nthreads():
                    raise Busy(
                        f"All workers of {address} are gone. Start one: dask worker {address};"
                        " then repeat the command."
                    )
            except RuntimeError as error:
                if "deserialization" not in str(error):
                    raise
                raise Conflict(
                    f"The scheduler at {address} cannot read what it is sent: it lacks Stet, or has another version."
                    " Install the same Stet where the scheduler and the workers run."
                ) from None
            except KilledWorker:
                raise Conflict(
                    f"Several workers of {address} died over the same lines; they may lack memory."
                    " Look at the workers' logs."
                )
