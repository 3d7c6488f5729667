from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from Bio import bgzf

from medview.core.errors import ReadError, WriteError
from medview.io.sequences import content as contents
from medview.io.sequences.content import BlockedContent, open_content
from tests.io.making import nothing
from tests.io.sequences.making import blocked, opened, random_letters

DATA = np.random.default_rng(0).integers(65, 90, 300_000, dtype=np.uint8).tobytes()


def test_blocks_are_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "x.bgz"
    with bgzf.open(path, "wb") as sink:
        sink.write(DATA)
    content = open_content(str(path), tmp_path / "private", nothing)
    assert isinstance(content, BlockedContent)
    assert not (tmp_path / "private").exists()
    assert (content.size, content.read(0, content.size)) == (len(DATA), DATA)
    for start, end in [(0, 1), (65279, 65281), (65280, 65280), (1000, 299_999)]:
        assert content.read(start, end) == DATA[start:end]
    assert b"".join(data for _, data in content.chunks(size=7777)) == DATA
    content.close()


def test_members_one_after_another_are_inflated(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(DATA[:1000]) + gzip.compress(DATA[1000:]) + b"\0" * 700)
    content = open_content(str(path), tmp_path / "private", nothing)
    assert (content.read(0, content.size), content.fault) == (DATA, "")
    content.close()


@pytest.mark.parametrize("packed", [gzip.compress(DATA), blocked(DATA)], ids=["gzip", "blocks"])
def test_damage_leaves_what_lies_before_it(packed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    cut = bytearray(packed)
    cut[len(cut) // 2] ^= 255
    for changed in (bytes(cut), packed[: len(packed) // 2], packed + b"garbage"):
        path.write_bytes(changed)
        content = open_content(str(path), tmp_path / "private", nothing)
        whole = b"".join(data for _, data in content.chunks())
        assert DATA.startswith(whole[: len(DATA) // 3])
        assert len(whole) >= len(DATA) // 3
        assert content.fault
        content.close()


def test_what_cannot_be_unpacked_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"ACGT")[:10])
    with pytest.raises(ReadError, match="cannot be unpacked"):
        open_content(str(path), tmp_path / "private", nothing)
    with pytest.raises(ReadError, match="cannot be opened"):
        open_content(str(tmp_path / "none"), tmp_path / "private", nothing)
    (tmp_path / "file").write_bytes(b"")
    path.write_bytes(gzip.compress(b"ACGT"))
    with pytest.raises(WriteError):
        open_content(str(path), tmp_path / "file" / "private", nothing)


def test_nothing_is_inflated_beyond_measure_or_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(bytes(3 << 20)))
    monkeypatch.setattr(contents, "_KEPT_FREE", 1 << 62)
    with pytest.raises(ReadError, match="no room"):
        open_content(str(path), tmp_path / "private", nothing)


def test_the_checkpoint_can_stop_everything(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(_fraction: float, _note: str) -> None:
        raise Stopped

    path = tmp_path / "x.fa.gz"
    path.write_bytes(gzip.compress(b">a\nACGT\n"))
    with pytest.raises(Stopped):
        open_content(str(path), tmp_path / "private", stop)


@pytest.mark.parametrize("piece", [b"ACGTTGCAACGGTTAACCNA", b"ACGT TGCAAC\tGGTTAAC "], ids=["even", "blanks"])
def test_a_line_of_any_length_takes_little_memory(piece: bytes, tmp_path: Path) -> None:
    path, size = tmp_path / "x.fa", 48 << 20
    path.write_bytes(b">one line\n" + piece * (size // len(piece)) + b"\n>two\nACGT\n")
    letters = piece.translate(None, b" \t")
    tracemalloc.start()
    try:
        with opened(path) as sequences:
            length = sequences.record(0).length
            assert length == size // len(piece) * len(letters)
            assert sequences.text(0, length - 30, length) == (letters * 3)[-30:].decode()
            assert sequences.text(0, 7 * len(letters), 8 * len(letters)) == letters.decode()
            assert sequences.text(1) == "ACGT"
        assert tracemalloc.get_traced_memory()[1] < 40 << 20
    finally:
        tracemalloc.stop()


def test_a_damaged_block_leaves_the_records_before_it(tmp_path: Path) -> None:
    random = np.random.default_rng(4)
    letters = [random_letters(random, 1000) for _ in range(300)]
    kinds = {
        "x.fa.bgz": "".join(f">r{at}\n{one}\n" for at, one in enumerate(letters)),
        "x.fq.bgz": "".join(f"@r{at}\n{one}\n+\n{'I' * len(one)}\n" for at, one in enumerate(letters)),
    }
    for name, text in kinds.items():
        packed = bytearray(blocked(text.encode(), 20000))
        packed[len(packed) // 2] ^= 255
        path = tmp_path / name
        path.write_bytes(packed)
        with opened(path) as sequences:
            assert 100 < len(sequences) < 200
            assert [sequences.text(at) for at in range(len(sequences))] == letters[: len(sequences)]
            assert sequences.file.refused_count == 1
            assert "ends" in sequences.file.refused[0].reason
