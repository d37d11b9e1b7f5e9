"""Where blocks are counted: in this process, in processes of this machine, or on a Dask cluster; one code path for all."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
MOST = 8  # processes a core
AHEAD = 3  # blocks under way for each worker


class Jobs:
    """An executor, or none, and how many blocks may be under way."""

    def __init__(self, executor: "Executor | None" = None, workers: int = 1) -> None:
        self.executor = executor
        self.window = AHEAD * workers

    def map(self, function: Callable[..., T], items: Iterable[Any], *rest: object) -> Iterator[T]:
        """What the function gives for each item, in order; a few items are under way at a time."""
        if self.executor is None:
            yield from (function(item, *rest) for item in items)
            return
        from concurrent.futures import BrokenExecutor

        waiting: deque[Future[T]] = deque()
        try:
            for item in items:
                waiting.append(self.executor.submit(function, item, *rest))
                if len(waiting) >= self.window:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor:
            msg = "a worker process died, perhaps for want of memory; score with fewer --jobs"
            raise OSError(msg) from None
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def workers(spelled: str) -> Iterator[Jobs]:
    """The workers that `--jobs` asks for: a number of processes, 0 for one a core, or the address of a Dask scheduler."""
    if "://" in spelled:
        yield from cluster(spelled)
        return
    if not spelled.isdecimal():
        msg = f"--jobs {spelled}: write a number of processes, or the address of a Dask scheduler as tcp://HOST:PORT"
        raise ValueError(msg)
    number = int(spelled) or cores()
    if number > MOST * cores():
        msg = f"--jobs {spelled}: this machine has {cores()} cores; give at most {MOST * cores()}, or 0 for one a core"
        raise ValueError(msg)
    if number == 1:
        yield Jobs()
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children

    others = set(active_children())
    pool = ProcessPoolExecutor(number, initializer=begin, initargs=(os.getpid(),))
    try:
        yield Jobs(pool, number)
    except KeyboardInterrupt:
        threading.excepthook = partial(unless_cancelled, threading.excepthook)
        for worker in set(active_children()) - others:
            worker.terminate()
        pool.shutdown(wait=False, cancel_futures=True)  # its thread may have ended on a future that was cancelled, and would be waited for
        raise
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown(wait=True, cancel_futures=True)


def unless_cancelled(told: Callable[[threading.ExceptHookArgs], object], met: threading.ExceptHookArgs) -> None:
    """What a thread ends with, but for what the pool's own meets in futures that were cancelled with it (before Python 3.12)."""
    from concurrent.futures import InvalidStateError

    if not isinstance(met.exc_value, InvalidStateError):
        told(met)


def begin(parent: int) -> None:
    """What a worker does first: it leaves interruptions to its parent, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=outlive, args=(parent,), daemon=True).start()


def outlive(parent: int) -> None:
    """End this process soon after its parent."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cluster(address: str) -> Iterator[Jobs]:
    """The workers of a Dask cluster."""
    try:
        from distributed import CancelledError, Client
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError:
        msg = f"--jobs {address} needs Dask: pip install 'dateline[dask]'"
        raise ImportError(msg) from None
    connect: Any = Client  # Dask gives no types
    try:
        reached = connect(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        msg = f"--jobs {address}: no scheduler answers there ({error}); start one with `dask scheduler`, or mend the address"
        raise OSError(msg) from None
    with reached as client:
        number = sum(client.nthreads().values())
        if not number:
            msg = f"--jobs {address}: the scheduler has no workers"
            raise ValueError(msg)
        try:
            yield Jobs(client.get_executor(pure=False), number)
        except (KilledWorker, CommClosedError, CancelledError) as error:
            msg = f"--jobs {address}: the cluster lost the work ({type(error).__name__}); look at its workers' logs"
            raise OSError(msg) from None
