from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from medview.catalog.schema import Letters
from medview.core.errors import ModelError
from medview.engine.model import Model
from medview.engine.sequences import reading
from medview.engine.sequences.reading import How, Reader, halo
from medview.engine.sequences.windows import Stretch, along, of_each
from tests.engine.sequences.making import (
    FLANK,
    codes,
    model,
    other_strand,
    random_reader,
    random_splice,
    reader_model,
    splice_configuration,
    splice_model,
    text,
    whole,
)

TOLERANCE = 1e-5


def nothing(_: float) -> None:
    pass


@pytest.fixture
def short_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows that answer for some dozens of letters."""
    monkeypatch.setattr(reading, "_LEAST", 64)
    monkeypatch.setattr(reading, "_HALOS", 3)
    monkeypatch.setattr(reading, "_STEP", 8)


@pytest.mark.parametrize("length", [1, 2, 100, 255, 256, 257, 1000])
@pytest.mark.parametrize("fast", [True, False])
def test_windows_of_a_network_that_leaves_its_halo_out_are_one_pass(length: int, fast: bool, short_windows) -> None:
    letters = text(length, signs="ACGTNacgtu-")
    found = along(splice_model(fast=fast), codes(letters), nothing)
    assert found.dtype == np.float32
    assert found.shape == (3, length)
    assert np.abs(found - whole(random_splice(), letters, FLANK)).max() < TOLERANCE


@pytest.mark.parametrize("length", [1, 7, 300, 1111])
def test_windows_of_a_network_that_answers_for_all_it_reads_are_one_pass(length: int, short_windows) -> None:
    letters = text(length, signs="ACGTN")
    found = along(reader_model(), codes(letters), nothing)
    assert np.abs(found - whole(random_reader(), letters, 0)).max() < TOLERANCE


def test_one_window_of_ordinary_size_is_one_pass() -> None:
    letters = text(40_000)
    found = along(splice_model(), codes(letters), nothing)
    assert len(Reader.of(splice_model(), How()).stretches(40_000)) == 2
    assert np.abs(found - whole(random_splice(), letters, FLANK)).max() < TOLERANCE


@settings(max_examples=40, deadline=None)
@given(letters=some.text("ACGTacgtuNRY-*", max_size=400), strand=some.sampled_from([1, -1]))
def test_windows_are_one_pass_whatever_the_text_and_its_strand(letters: str, strand: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"_LEAST": 64, "_HALOS": 3, "_STEP": 8}.items():
            patch.setattr(reading, name, value)
        found = along(splice_model(fast=False), codes(letters), nothing, How(strand))
    if not letters:
        assert found.shape == (3, 0)
    elif strand > 0:
        assert np.abs(found - whole(random_splice(), letters, FLANK)).max() < TOLERANCE
    else:
        expected = whole(random_splice(), other_strand(letters), FLANK)[:, ::-1]
        assert np.abs(found - expected).max() < TOLERANCE


def test_several_networks_are_averaged_as_outputs_or_as_probabilities(short_windows) -> None:
    letters = text(500)
    outputs = np.stack([whole(random_splice(seed), letters, FLANK) for seed in range(3)])
    chances = torch.from_numpy(outputs).softmax(1).numpy()
    spread = np.empty((3, 500), np.float16)
    found = along(splice_model(3), codes(letters), nothing, spread=spread)
    assert np.abs(found - outputs.mean(0)).max() < TOLERANCE
    assert np.abs(spread - outputs.std(0)).max() < 0.01
    assert outputs.std(0).max() > 0.1
    found = along(splice_model(3), codes(letters), nothing, How(chances=True), spread=spread)
    assert np.abs(found - chances.mean(0)).max() < TOLERANCE
    assert np.abs(spread - chances.std(0)).max() < 0.001


def test_the_answers_go_where_they_are_wanted(tmp_path: Path, short_windows) -> None:
    letters = text(700)
    place = np.lib.format.open_memmap(tmp_path / "track.npy", "w+", np.float16, (3, 700))
    assert along(splice_model(), codes(letters), nothing, into=place) is place
    place.flush()
    read = np.load(tmp_path / "track.npy").astype(np.float32)
    assert np.abs(read - whole(random_splice(), letters, FLANK)).max() < 0.01


@pytest.mark.parametrize("strand", [1, -1])
def test_short_texts_are_computed_together(strand, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    outputs = Model.outputs

    def counted(self: Model, batch: torch.Tensor) -> object:
        asked.append(len(batch))
        return outputs(self, batch)

    monkeypatch.setattr(Model, "outputs", counted)
    texts = [text(length, length) for length in (30, 31, 200, 29, 300, 1)]
    given = [Stretch(codes(one), 0, len(one)) for one in texts]
    found = list(of_each(splice_model(), given, nothing, How(strand)))
    assert sum(asked) == 6 > len(asked)
    for letters, one in zip(texts, found, strict=True):
        read = letters if strand > 0 else other_strand(letters)
        expected = whole(random_splice(), read, FLANK)[:, ::strand]
        assert np.abs(one - expected).max() < TOLERANCE


@pytest.mark.parametrize("strand", [1, -1])
def test_stretches_read_what_lies_beside_them(strand, short_windows) -> None:
    letters = text(500)
    places = [(0, 5), (3, 90), (200, 201), (480, 500)]
    given = [Stretch(codes(letters), start, end) for start, end in places]
    read = letters if strand > 0 else other_strand(letters)
    expected = whole(random_splice(), read, FLANK)[:, ::strand]
    for (start, end), one in zip(places, of_each(splice_model(), given, nothing, How(strand)), strict=True):
        assert np.abs(one - expected[:, start:end]).max() < TOLERANCE


def test_progress_grows_and_a_raise_stops_between_layers(short_windows) -> None:
    told: list[float] = []
    along(splice_model(), codes(text(400)), told.append)
    assert told == sorted(told)
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert len(set(told)) > 3

    class StopError(BaseException):
        pass

    asked = 0

    def stop(_: float) -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise StopError

    with pytest.raises(StopError):
        along(splice_model(), codes(text(400)), stop)
    assert asked == 4


def test_a_text_of_five_million_letters_is_read_in_bounded_windows(tmp_path: Path) -> None:
    """The text is a map nobody copies: windows, and what is given to the network, stay as small as for a short one."""
    length = 5_000_000
    given = np.memmap(tmp_path / "letters", np.uint8, "w+", shape=(length,))
    given[:] = ord("A")
    place = np.lib.format.open_memmap(tmp_path / "track.npy", "w+", np.float16, (1, length))
    seen: list[int] = []

    class Counting(torch.nn.Module):
        def forward(self, letters: torch.Tensor) -> torch.Tensor:
            seen.append(letters.nelement())
            return letters[:, :1]

    said = splice_configuration()
    said = replace(said, network=replace(said.network, name="onnx", out_channels=1, arguments={}))
    along(model([Counting()], said, fast=False), given, nothing, into=place)
    assert max(seen) <= 4 * (1 << 15)
    assert sum(seen) < 4 * 1.01 * length
    assert (place == 1.0).all()


def test_how_far_networks_see() -> None:
    assert halo(splice_configuration()) == FLANK
    assert halo(reader_model().package.configuration) == 4


def test_what_does_not_answer_for_each_letter_is_refused() -> None:
    said = splice_configuration()
    for letters in (None, Letters(("A",), length=3), Letters(("A",), answers="whole")):
        with pytest.raises(ModelError, match="Tiny splice does not answer for each letter"):
            along(model([random_splice()], replace(said, letters=letters)), codes("ACGT"), nothing)


def test_proteins_have_no_reverse_strand() -> None:
    said = replace(splice_configuration(), letters=Letters(tuple("ACDEFGHIKLMNPQRSTVWY")))
    with pytest.raises(ModelError, match="no nucleotides"):
        along(model([random_splice()], said), codes("ACGT"), nothing, How(-1))


def test_an_output_of_another_length_is_refused() -> None:
    network = torch.nn.Conv1d(4, 3, 2)
    said = splice_configuration()
    with pytest.raises(ModelError, match="output of shape 1×3×255 for 256 letters"):
        along(model([network], said, fast=False), codes(text(200)), nothing)
