"""Nothing survives its owner: workers die with the program, folders are wiped by the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from medview.core.errors import MedViewError
from medview.jobs.workspace import Workspace
from tests.jobs.conftest import TASKS, WAIT_S, linux_only

pytestmark = pytest.mark.logs

PROJECT = Path(__file__).resolve().parents[2]
PARENT = f"""
import sys, threading
from pathlib import Path
from medview.jobs.pool import Pool
from medview.jobs.protocol import Partial
from medview.jobs.table import PoolSpec
from medview.jobs.workspace import Workspace


space = Workspace(Path(sys.argv[1]))
def deliver(message):
    if isinstance(message, Partial):
        print(space.folder, *(worker.child.pid for worker in pool._dispatcher._workers), message.value, flush=True)
pool = Pool(PoolSpec("sample", "{TASKS}", processes=2), space.folder, deliver)
pool.warm()
pool.submit(sys.argv[2])
threading.Event().wait()
"""


def start_parent(root: Path, task: str) -> tuple[subprocess.Popen[str], list[str]]:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(root), task], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    return parent, parent.stdout.readline().split()


@pytest.mark.parametrize("task", [pytest.param("stuck", marks=linux_only), "busy_after_partial"])
def test_killing_the_program_ends_its_workers_and_the_next_start_wipes_its_files(tmp_path: Path, task: str) -> None:
    parent, (folder, worker, *rest) = start_parent(tmp_path, task)
    watched = psutil.Process(int(worker))
    parent.send_signal(signal.SIGKILL)
    parent.wait(WAIT_S)
    parent.stdout.close()
    watched.wait(WAIT_S)
    for grandchild in rest if task == "stuck" else ():
        os.kill(int(grandchild), signal.SIGKILL)
    assert Path(folder).exists()
    with Workspace(tmp_path) as space:
        assert not Path(folder).exists()
        assert space.folder.exists()


def test_a_workspace_is_private_and_gone_at_exit(tmp_path: Path) -> None:
    with Workspace(tmp_path / "root") as space:
        (space.folder / "voxels.npy").write_bytes(b"x")
        assert space.folder.stat().st_mode & 0o777 == 0o700
    assert not space.folder.exists()


def test_a_living_programs_workspace_is_left_alone(tmp_path: Path) -> None:
    with Workspace(tmp_path) as first, Workspace(tmp_path) as second:
        assert first.folder.exists()
        assert first.folder != second.folder


def test_a_folder_left_unfinished_is_wiped_and_files_beside_are_not(tmp_path: Path) -> None:
    (tmp_path / "1-orphan").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "elsewhere").symlink_to(PROJECT)
    with Workspace(tmp_path):
        assert not (tmp_path / "1-orphan").exists()
        assert (tmp_path / "notes.txt").exists()
        assert (tmp_path / "elsewhere").exists()


def test_a_workspace_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MedViewError, match=r"working folder.*Free some disk space"):
        Workspace(tmp_path / "file")
