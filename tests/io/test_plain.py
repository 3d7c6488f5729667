from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.core.errors import ReadError
from medview.io.plain import Text, is_array, is_picture, read_array, read_picture, read_texts


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_fasta_with_comments_blanks_and_names(tmp_path) -> None:
    path = write(tmp_path / "x.txt", ">first one\nACG\n ACG \n;comment\n\n>\nNN\n")
    assert read_texts(path, False) == (Text("first one", "ACGACG"), Text("2", "NN"))


def test_plain_text_is_one_sequence_or_a_line_each(tmp_path) -> None:
    path = write(tmp_path / "x.txt", "ACGT ACGT\n\nTTTT\n")
    assert read_texts(path, False) == (Text("x", "ACGTACGTTTTT"),)
    path = write(tmp_path / "x.smi", "\ufeffCCO ethanol\nC\tmethane\nCC\n")
    assert read_texts(path, True) == (Text("ethanol", "CCO"), Text("methane", "C"), Text("3", "CC"))


@pytest.mark.parametrize("text", ["", "\n\n", ">only a name\n", "ACG\n>name\nACG\n"])
def test_no_text_is_refused(tmp_path, text) -> None:
    with pytest.raises(ReadError):
        read_texts(write(tmp_path / "x", text), False)


def test_kinds_are_told_by_content(tmp_path) -> None:
    np.save(tmp_path / "a.npy", np.arange(4))
    (tmp_path / "a.npy").rename(tmp_path / "a.png")
    Image.new("RGB", (4, 3), (10, 20, 30)).save(tmp_path / "b.npy", format="PNG")
    assert is_array(tmp_path / "a.png")
    assert not is_picture(tmp_path / "a.png")
    assert is_picture(tmp_path / "b.npy")
    assert read_array(tmp_path / "a.png").tolist() == [0, 1, 2, 3]
    assert read_picture(tmp_path / "b.npy", 3)[2, 3].tolist() == [10, 20, 30]
    assert read_picture(tmp_path / "b.npy", 1).shape == (3, 4, 1)


def test_what_is_neither_is_refused(tmp_path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00binary\x80")
    with pytest.raises(ReadError, match="neither"):
        read_texts(tmp_path / "x", True)
    (tmp_path / "y.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    with pytest.raises(ReadError):
        read_picture(tmp_path / "y.png", 3)
    with pytest.raises(ReadError, match="2 channels"):
        read_picture(tmp_path / "y.png", 2)
    with pytest.raises(ReadError, match="cannot be opened"):
        is_array(tmp_path / "none")
    np.save(tmp_path / "z.npy", np.zeros(100))
    (tmp_path / "z.npy").write_bytes((tmp_path / "z.npy").read_bytes()[:200])
    with pytest.raises(ReadError):
        read_array(tmp_path / "z.npy")
