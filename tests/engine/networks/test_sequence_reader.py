import pytest
import torch
from torch.nn import functional

from medview.engine.networks.sequence_reader import SequenceReader

LETTERS = 4


def columns(*lengths: int) -> torch.Tensor:
    """Random sequences (n, LETTERS, longest), shorter ones ending in no letters."""
    rows = torch.full((len(lengths), max(lengths)), LETTERS)
    for row, length in zip(rows, lengths, strict=True):
        row[:length] = torch.randint(LETTERS, (length,))
    return functional.one_hot(rows, LETTERS + 1)[..., :LETTERS].transpose(1, 2).float()


def network(**more: object) -> SequenceReader:
    torch.manual_seed(0)
    arguments = {"width": 8, "dilations": (1, 2), "kernel": 3, "answers": "whole", **more}
    made = SequenceReader(1, LETTERS, 3, **arguments)  # type: ignore[arg-type]
    made(columns(50, 60, 70))  # figures of a summary get a scale
    return made.eval()


ALL = {"own": (1, 2), "beside": 1, "ends": True, "summary": 6}


@torch.inference_mode()
def test_what_stands_after_the_end_changes_nothing() -> None:
    reader, both = network(**ALL), columns(90, 23)
    torch.testing.assert_close(reader(both)[1:], reader(both[1:, :, :23]))


@torch.inference_mode()
@pytest.mark.parametrize("more", [{}, ALL, {"answers": "each"}, {"answers": "each", "own": (1,), "ends": True}])
def test_what_readers_said_before_may_be_given(more) -> None:
    reader, letters = network(**more), columns(40, 30)
    before = torch.cat([letters, reader.read(letters)], 1)
    assert before.shape == (2, LETTERS + reader.features, 40)
    torch.testing.assert_close(reader(before), reader(letters))


@torch.inference_mode()
def test_a_summary_is_an_answer_of_its_own_while_it_learns() -> None:
    reader, letters = network(**ALL, dropout=0.0, reader_dropout=0.0), columns(40, 30)
    learned = reader(letters)
    reader.train()
    assert reader.summary is not None
    reader.summary.eval()
    both = reader(letters)
    assert both.shape == (2, 3, 2)
    torch.testing.assert_close(both.mean(2), learned)
    assert not torch.allclose(both[..., 0], both[..., 1])


@torch.inference_mode()
def test_a_summary_knows_either_end() -> None:
    reader, letters = network(summary=6), columns(200).transpose(1, 2)
    assert reader.summary is not None
    features = torch.rand(1, 200, 8)
    found = [reader.summary(letters, part, torch.ones(1, 200, 1)) for part in (features, features.flip(1))]
    assert not torch.allclose(*found)


@pytest.mark.parametrize("more", [{"beside": 1}, {"ends": True}, {"answers": "each", "summary": 4}])
def test_what_has_no_place_is_refused(more) -> None:
    with pytest.raises(ValueError, match=r"own|whole"):
        network(**more)
