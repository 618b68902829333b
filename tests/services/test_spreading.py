"""Scores counted by several processes and by a cluster are those of one process, also when a worker dies."""

import json
import os
import random
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.domain.errors import Busy, Conflict, StetError
from app.services import measuring
from app.services.measuring import Options, Where
from app.services.measuring.spreading import spread

METRICS = ("bleu", "chrf", "ter")
LINES = 24_000


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two worker processes on this machine."""
    distributed = pytest.importorskip(
        "distributed", reason="dask.distributed is missing: pip install -r requirements-scale.txt"
    )
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A machine's text, its correction: long enough for a dozen parts."""
    folder = tmp_path_factory.mktemp("corpus")
    randomness = random.Random(3)
    words = ["the", "police", "said,", "twelve", "people", "were", "arrested", "日本", "عيد", "(3.50)"]
    with (folder / "mt").open("w") as machine, (folder / "pe").open("w") as corrected:
        for _ in range(LINES):
            line = [randomness.choice(words) for _ in range(randomness.randint(0, 9))]
            machine.write(" ".join(line) + "\n")
            corrected.write(" ".join(line[1:] + line[:1]) + ".\n")
    return folder / "mt", folder / "pe"


def test_a_cluster_gives_the_digits_of_one_machine(cluster, files):
    machine, corrected = files
    options = Options(METRICS)
    here = measuring.score([machine], [corrected], options, confidence=True)
    there = Where(scheduler=cluster.scheduler_address)
    assert measuring.score([machine], [corrected], options, confidence=True, where=there) == here
    assert measuring.hter(machine, corrected, None, where=there) == measuring.hter(machine, corrected, None)


def test_a_worker_killed_in_the_middle_changes_nothing(cluster, files):
    machine, corrected = files
    killed = []

    def kill_once(progress):
        if progress.lines >= LINES // 3 and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    where = Where(scheduler=cluster.scheduler_address)
    found = measuring.score([machine], [corrected], Options(METRICS), where=where, report=kill_once)
    assert killed
    assert found == measuring.score([machine], [corrected], Options(METRICS))


def test_a_killed_process_of_this_machine_changes_nothing(tmp_path):
    parts = [(str(tmp_path / "died"), number) for number in range(12)]
    assert list(spread(die_once, iter(parts), Where(workers=2))) == [number * 2 for number in range(12)]


def die_once(part):
    """Twice a number, but the first process that reaches 5 dies of it."""
    path, number = part
    if number == 5 and not os.path.exists(path):
        with open(path, "w"):
            os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def test_parts_are_read_only_as_fast_as_they_are_done():
    read = []

    def parts():
        for number in range(100):
            read.append(number)
            yield number

    found = spread(abs, parts(), Where(workers=2))
    assert next(found) == 0
    assert len(read) <= 4
    assert list(found) == list(range(1, 100))


def test_a_scheduler_that_is_not_there_is_a_sentence(files):
    pytest.importorskip("distributed", reason="dask.distributed is missing")
    where = Where(scheduler="tcp://127.0.0.1:9", patience=1)
    with pytest.raises(Busy, match=r"There is no scheduler at tcp://127\.0\.0\.1:9"):
        measuring.score([files[0]], [files[1]], Options(), where=where)


def test_an_address_that_is_none_is_a_sentence(files):
    pytest.importorskip("distributed", reason="dask.distributed is missing")
    with pytest.raises(StetError, match="an address looks like tcp://"):
        measuring.score([files[0]], [files[1]], Options(), where=Where(scheduler="somewhere"))


def test_a_scheduler_that_goes_away_is_a_sentence(files):
    distributed = pytest.importorskip("distributed", reason="dask.distributed is missing")
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    )

    def close_once(progress):
        if progress.lines >= LINES // 3:
            cluster.close()

    where = Where(scheduler=cluster.scheduler_address, patience=2)
    with pytest.raises(Busy, match="gone"):
        measuring.score([files[0]], [files[1]], Options(METRICS), where=where, report=close_once)


def test_a_cluster_without_workers_is_a_sentence(files):
    distributed = pytest.importorskip("distributed", reason="dask.distributed is missing")
    with distributed.LocalCluster(
        n_workers=0, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as empty:
        where = Where(scheduler=empty.scheduler_address, patience=1)
        with pytest.raises(StetError, match="has no worker"):
            measuring.score([files[0]], [files[1]], Options(), where=where)


def test_without_dask_a_sentence_says_what_to_install(files, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(StetError, match=r"pip install -r requirements-scale\.txt"):
        measuring.score([files[0]], [files[1]], Options(), where=Where(scheduler="tcp://127.0.0.1:1"))


def test_a_scheduler_without_stet_is_a_sentence(files, tmp_path):
    pytest.importorskip("distributed")
    known = tmp_path / "scheduler.json"
    # -S: what is installed by a link, as Stet is where it is developed, is not there; packages are.
    bare = [sys.executable, "-S", "-m"]
    command = [*bare, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    packages = sysconfig.get_path("purelib")
    nowhere = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": packages,
    }
    with ExitStack() as stack:
        for more, env in (
            ([*command, "--no-dashboard", "--scheduler-file", str(known)], nowhere),
            (
                [
                    *(*bare, "distributed.cli.dask_worker", "--scheduler-file", str(known)),
                    *("--no-dashboard", "--local-directory", str(tmp_path / "worker"), "--nthreads", "1"),
                ],
                {**nowhere, "PYTHONPATH": os.pathsep.join((packages, str(Path(__file__).parents[2])))},
            ),
        ):
            quiet = subprocess.DEVNULL
            process = stack.enter_context(
                subprocess.Popen(more, cwd=tmp_path, env=env, stdout=quiet, stderr=quiet)
            )
            stack.callback(process.terminate)
            while not known.exists():
                assert process.poll() is None
                time.sleep(0.1)
        address = json.loads(known.read_text())["address"]
        with pytest.raises(Conflict, match="it lacks Stet, or has another version"):
            measuring.score([files[0]], [files[1]], Options(("bleu",)), where=Where(scheduler=address))
