from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from medview.engine.fast.recording import NotRecordedError, Value, Weight, record


class _Twice(nn.Module):
    """One module under two names."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv3d(1, 1, 3, padding=1)
        self.again = nn.Sequential(self.first)

    def forward(self, image: Tensor) -> Tensor:
        return functional.relu(self.first(image), inplace=True) + self.again(image)


class _Does(nn.Module):
    def __init__(self, function: object) -> None:
        super().__init__()
        self.function = function

    def forward(self, image: Tensor) -> Tensor:
        return self.function(image)  # type: ignore[operator]


def test_calls_name_weights_and_earlier_results() -> None:
    recording = record(_Twice().eval(), (1, 1, 4, 4, 4))
    first, relu, again, total = recording.steps
    assert first.args[:3] == (Value(0), Weight("first.weight"), Weight("first.bias"))
    assert relu.values() == [first.result]
    assert again.args[0] == Value(0)
    assert total.values() == [relu.result, again.result]
    assert recording.output == total.result
    assert total.shape == (1, 1, 4, 4, 4)


def test_the_network_is_not_changed() -> None:
    network = _Twice().eval()
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    record(network, (1, 1, 4, 4, 4))
    assert all(torch.equal(before[name], tensor) for name, tensor in network.state_dict().items())


_FOREIGN = torch.ones(1)
_SHAPE_ONLY = torch.ones(1, device="meta")


def _sets(image: Tensor) -> Tensor:
    image = image + 1
    image[0] = 0
    return image


@pytest.mark.parametrize(
    "function",
    [
        lambda image: image + _FOREIGN,
        lambda image: image + _SHAPE_ONLY,
        lambda image: (image + 1, image),
        lambda image: image.split(1)[0],
        lambda image: image if float(image.sum()) > 0 else -image,
        _sets,
    ],
    ids=["foreign tensor", "foreign shape", "two outputs", "list", "decides by value", "sets an item"],
)
def test_what_notes_cannot_repeat_is_refused(function: object) -> None:
    with pytest.raises(NotRecordedError):
        record(_Does(function), (1, 1, 4))


def test_a_network_that_gives_a_weight_is_refused() -> None:
    class Still(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(1))

        def forward(self, image: Tensor) -> Tensor:
            return self.weight

    with pytest.raises(NotRecordedError, match="one of its weights"):
        record(Still().eval(), (1, 1, 4))
