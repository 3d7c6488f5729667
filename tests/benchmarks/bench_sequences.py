"""Finding the records of FASTA files and reading letters from anywhere in them, beside pyfaidx and plain Python.

Beside samtools, too, where it is installed: its program is started for each file, as a person would start it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyfaidx

from medview.io.sequences import Sequences, open_sequences
from tests.benchmarks.row import Row

CHROMOSOME = 100_000_000
"""Letters of the one record of the first file."""
RECORDS = 200_000
"""Records of the second, some 500 letters each."""
LINE = 60
ASKED, WANTED = 2000, 200
"""So many intervals of so many letters are read from each file."""
ROUNDS = 3
_LIMITS: dict[str, float | None] = {"pyfaidx": 1.0, "plain Python": 1.0, "samtools faidx": None}
"""So many times as fast as a peer ours has to be; of samtools, which is C and checks less, the ratio is only told."""


def run() -> list[Row]:
    """Each file by all ways in turn, so that whatever else the machine does hits them alike."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"chromosome of 100 Mb": folder / "chromosome.fa", "200,000 records": folder / "records.fa"}
        _write_chromosome(files["chromosome of 100 Mb"])
        _write_records(files["200,000 records"])
        return [row for what, path in files.items() for row in _rows(what, path, folder)]


def _rows(what: str, path: Path, folder: Path) -> list[Row]:
    faidx = path.with_name(f"{path.name}.fai")
    opening: dict[str, Callable[[], object]] = {
        "ours": lambda: _open(path, folder).close(),
        "pyfaidx": lambda: _anew(faidx, lambda: pyfaidx.Fasta(str(path)).close()),
        "plain Python": lambda: plain_index(path),
    }
    samtools = shutil.which("samtools")
    if samtools is not None:
        opening["samtools faidx"] = lambda: _anew(faidx, lambda: _called(samtools, "faidx", path))
    took = _medians(opening)
    spots = _spots(path, folder)
    with _open(path, folder) as sequences, pyfaidx.Fasta(str(path)) as peer:
        _refuse_difference(sequences, peer, spots)
        reading: dict[str, Callable[[], object]] = {
            "ours": lambda: [sequences.codes(one.record, one.start, one.start + WANTED) for one in spots],
            "pyfaidx": lambda: [peer.faidx.fetch(one.name, one.start + 1, one.start + WANTED).seq for one in spots],
        }
        if samtools is not None:
            reading["samtools faidx"] = lambda: _called(samtools, "faidx", "-r", _regions(spots, folder), path)
        read = _medians(reading)
    remembered = _remembered(path, folder)
    peers = "" if samtools else "; samtools is not installed and not beside it"
    load = f"median of {ROUNDS}; load {os.getloadavg()[0]:.1f}{peers}"
    note = (
        "ours with the kind of every record, wrong letters, repeated ids and a sha256 of the file; "
        f"opened again from the remembered index {remembered:.3f} s; {load}"
    )
    spot_note = f"{ASKED} intervals of {WANTED} letters anywhere; {load}"
    memory = _memory_mb(path)
    return [
        *(
            Row(f"{what}: index", took["ours"], "s", took[other], other, None, _LIMITS[other], note)
            for other in opening
            if other != "ours"
        ),
        *(
            Row(f"{what}: read anywhere", read["ours"], "s", read[other], other, None, _LIMITS[other], spot_note)
            for other in reading
            if other != "ours"
        ),
        Row(f"{what}: memory", memory, "MB", at_most=200.0, note="beyond what the imported modules take"),
    ]


@dataclass(frozen=True)
class _Spot:
    """Where letters are read."""

    record: int
    name: str
    start: int


def _nothing(_fraction: float, _note: str) -> None:
    pass


def _open(path: Path, folder: Path, index: Path | None = None) -> Sequences:
    return open_sequences(str(path), folder / "private", _nothing, index)


def _write_chromosome(path: Path) -> None:
    random = np.random.default_rng(0)
    lines = np.full((CHROMOSOME // LINE, LINE + 1), ord("\n"), np.uint8)
    lines[:, :LINE] = np.frombuffer(b"ACGT", np.uint8)[random.integers(0, 4, (len(lines), LINE), dtype=np.uint8)]
    path.write_bytes(b">chr1 made\n" + lines.tobytes())


def _write_records(path: Path) -> None:
    random = np.random.default_rng(1)
    letters = np.frombuffer(b"ACGT", np.uint8)[random.integers(0, 4, 1 << 20, dtype=np.uint8)].tobytes()
    with open(path, "wb") as sink:
        for number in range(RECORDS):
            begin, length = int(random.integers(0, 1 << 19)), int(random.integers(300, 701))
            one = letters[begin : begin + length]
            lines = b"\n".join(one[at : at + LINE] for at in range(0, length, LINE))
            sink.write(b">read%d made in a test\n%s\n" % (number, lines))


def plain_index(path: Path) -> dict[bytes, tuple[int, int, int, int]]:
    """What samtools' faidx keeps of each record, found line by line: (letters, offset, letters and bytes of a line)."""
    found: dict[bytes, tuple[int, int, int, int]] = {}
    name, letters, offset, bases, width, at = b"", 0, 0, 0, 0, 0
    with open(path, "rb") as handle:
        for line in handle:
            at += len(line)
            if line.startswith(b">"):
                if name:
                    found[name] = (letters, offset, bases, width)
                name, letters, offset, bases, width = line[1:].split(None, 1)[0], 0, at, 0, 0
            else:
                count = len(line.rstrip())
                letters += count
                if not bases:
                    bases, width = count, len(line)
    found[name] = (letters, offset, bases, width)
    return found


def _anew(faidx: Path, way: Callable[[], object]) -> None:
    faidx.unlink(missing_ok=True)
    way()


def _called(*command: object) -> None:
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)


def _regions(spots: list[_Spot], folder: Path) -> Path:
    """The intervals as samtools reads them from a file."""
    path = folder / "regions.txt"
    path.write_text("".join(f"{one.name}:{one.start + 1}-{one.start + WANTED}\n" for one in spots))
    return path


def _medians(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(measured) for name, measured in times.items()}


def _spots(path: Path, folder: Path) -> list[_Spot]:
    random = np.random.default_rng(2)
    with _open(path, folder) as sequences:
        records = random.integers(0, len(sequences), ASKED).tolist()
        known = [sequences.record(record) for record in records]
    return [_Spot(one.index, one.id, int(random.integers(0, one.length - WANTED + 1))) for one in known]


def _refuse_difference(sequences: Sequences, peer: pyfaidx.Fasta, spots: list[_Spot]) -> None:
    for one in spots[:200]:
        ours = sequences.text(one.record, one.start, one.start + WANTED)
        if ours != peer.faidx.fetch(one.name, one.start + 1, one.start + WANTED).seq:
            raise RuntimeError("Both readers should give the same letters.")


def _remembered(path: Path, folder: Path) -> float:
    _open(path, folder, folder / "memory").close()
    started = time.perf_counter()
    _open(path, folder, folder / "memory").close()
    return time.perf_counter() - started


_CHILD = """
import sys
from pathlib import Path
import medview.io.sequences.fasta
from medview.io.sequences import open_sequences
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
before = peak()
open_sequences(sys.argv[1], Path(sys.argv[1]).parent / "private", lambda *_: None).close()
print(peak() - before)
"""


def _memory_mb(path: Path) -> float | None:
    """What a fresh process takes at most for opening a file, MB; None where the system does not tell."""
    if not Path("/proc/self/status").is_file():
        return None
    told = subprocess.run([sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024
