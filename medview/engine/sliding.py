"""A network slid over an image in batches of windows; what does not fit into memory is tried with less of it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeVar

import torch
from torch import Tensor

from medview.catalog.schema import Tiling
from medview.core.errors import ModelError
from medview.core.memory import ran_out_of_memory
from medview.core.plan import Plan
from medview.core.text import tr
from medview.engine.accumulate import Accumulator, Tile
from medview.engine.stopping import stoppable
from medview.engine.windows import Layout, Step, importance, padded

Compute = Callable[[Tensor], Tensor]
"""(n, channels, *patch) windows to (n, classes, *patch) float32, on the device it computes on."""

REMEMBERED = 2
"""Outputs of constant windows that are kept at most: air outside the body, and the padding."""

Got = TypeVar("Got")


def _nobody(_: str) -> None:
    """Who is told what had to be given up, where nobody listens."""


@dataclass(eq=False)
class Settings:
    """How windows are computed; what runs out of memory is changed on the way.

    Args:
        compute: The network.
        device: Where it computes.
        batch: Windows in one pass.
        dtype: In which sums over windows are kept.
        sums: Device on which they are kept.
        on_cpu: Moves the network to the CPU, in float32; None where it cannot be moved.
    """

    compute: Compute
    device: str = "cpu"
    batch: int = 1
    dtype: torch.dtype = torch.float32
    sums: str = "cpu"
    on_cpu: Callable[[], Compute] | None = None

    def told(self, plan: Plan) -> Plan:
        """A plan as it came to be."""
        accumulate: Literal["float16", "float32"] = "float16" if self.dtype == torch.float16 else "float32"
        batch = min(self.batch, plan.windows or self.batch)
        found = replace(plan, batch=batch, accumulate=accumulate, sums="host" if self.sums == "cpu" else "device")
        if self.device == plan.device:
            return found
        return replace(found, device="cpu", device_name="", precision="float32")


@dataclass(frozen=True)
class Rung:
    """One thing that can be given up for memory.

    Args:
        words: What the reader is told.
        applies: Whether it is still there to be given up.
        give_up: Gives it up.
    """

    words: Callable[[], str]
    applies: Callable[[Settings], bool]
    give_up: Callable[[Settings], None]


def _halve(settings: Settings) -> None:
    settings.batch //= 2


def _sums_to_host(settings: Settings) -> None:
    settings.sums = "cpu"


def _halve_sums(settings: Settings) -> None:
    settings.dtype = torch.float16


def _to_cpu(settings: Settings) -> None:
    assert settings.on_cpu is not None
    settings.compute, settings.device, settings.sums = settings.on_cpu(), "cpu", "cpu"


RUNGS: tuple[Rung, ...] = (
    Rung(
        lambda: tr("Memory ran out: the windows in one pass were halved to {batch}."),
        lambda settings: settings.batch > 1,
        _halve,
    ),
    Rung(
        lambda: tr("Memory ran out: the sums over windows were moved from the graphics processor to main memory."),
        lambda settings: settings.sums != "cpu",
        _sums_to_host,
    ),
    Rung(
        lambda: tr("Memory ran out: the sums over windows were kept in 16 bits."),
        lambda settings: settings.dtype != torch.float16,
        _halve_sums,
    ),
    Rung(
        lambda: tr("Memory ran out: the rest was computed on the processor, which takes longer."),
        lambda settings: settings.device != "cpu" and settings.on_cpu is not None,
        _to_cpu,
    ),
)
"""What is given up, in this order, when memory runs out."""


class Sliding:
    """One image on its way through the windows.

    Args:
        image: (channels, x, y, z) normalised float32.
        tiling: The windows.
        settings: How they are computed; changed when memory runs out.
        step: Called before each pass and between the network's layers with the done part; may raise to stop.
        told: Called with a sentence when something had to be given up.
        focus: Voxel of the image around which windows are computed first.
        reuse: Whether windows of equal constant content are computed once.
    """

    def __init__(
        self,
        image: Tensor,
        tiling: Tiling,
        settings: Settings,
        step: Callable[[float], None],
        told: Callable[[str], None] = _nobody,
        focus: Step | None = None,
        reuse: bool = True,
    ) -> None:
        x, y, z = image.shape[1:]
        self.layout = Layout((x, y, z), tiling)
        self.computed = 0
        """Windows the network was asked for; those of equal content count once."""
        self._settings = settings
        self._step, self._told, self._done = step, told, 0.0
        self._corners = self.layout.corners(focus)
        host = padded(image, self.layout.patch)
        self._constants = _constants(host, self._corners, self.layout.patch) if reuse else {}
        self._uses = Counter(self._constants.values())
        self._known: dict[tuple[float, ...], Tensor] = {}
        self._image = self._guarded(lambda: _placed(host, settings.device))
        self._sums = Accumulator(self.layout, importance(self.layout.patch, tiling), settings.dtype, settings.sums)

    def tiles(self) -> Iterator[Tile]:
        """Finished parts of the output, as soon as no window still to come touches them."""
        waiting, done = deque(self._corners), 0
        while waiting:
            self._done = done / len(self._corners)
            self._step(self._done)
            batch = [waiting.popleft() for _ in range(min(self._settings.batch, len(waiting)))]
            outputs = self._outputs(batch)
            for corner in batch:  # each output is let go before the next one is made
                yield from self._added(corner, outputs.pop(0))
            done += len(batch)

    def _added(self, corner: Step, output: Tensor) -> list[Tile]:
        with torch.inference_mode():
            return self._guarded(lambda: list(self._sums.add(corner, output)))

    def _outputs(self, corners: Sequence[Step]) -> list[Tensor]:
        """Outputs of windows; those of constant content from memory where they were computed before."""
        known = {corner: self._recall(corner) for corner in corners}
        first = {self._constants.get(corner, corner): corner for corner in reversed(corners) if known[corner] is None}
        missing = list(first.values())
        made = dict(zip(first, self._computed(missing), strict=True)) if missing else {}
        for corner in missing:
            self._remember(corner, made[self._constants.get(corner, corner)])
        return [made[self._constants.get(c, c)] if (old := known[c]) is None else old for c in corners]

    def _recall(self, corner: Step) -> Tensor | None:
        content = self._constants.get(corner)
        if content is None:
            return None
        self._uses[content] -= 1
        return self._known.get(content) if self._uses[content] else self._known.pop(content, None)

    def _remember(self, corner: Step, output: Tensor) -> None:
        content = self._constants.get(corner)
        if content is not None and self._uses[content] and len(self._known) < REMEMBERED:
            self._known[content] = output

    def _computed(self, corners: Sequence[Step]) -> list[Tensor]:
        outputs: list[Tensor] = []
        while len(outputs) < len(corners):
            outputs += self._guarded(partial(self._pass, corners[len(outputs) :]))
        return outputs

    def _pass(self, left: Sequence[Step]) -> list[Tensor]:
        """The first of the windows that are left, as many as fit into one pass."""
        corners = left[: self._settings.batch]
        batch = torch.stack([self._image[_place(corner, self.layout.patch)] for corner in corners])
        output = self._output(batch)
        self.computed += len(corners)
        return list(output)

    def _output(self, batch: Tensor) -> Tensor:
        """What the network makes of some windows.

        Raises:
            ModelError: It takes no whole image of this size, or gives windows of another.
        """
        try:
            with stoppable(lambda: self._step(self._done)):
                output = self._settings.compute(batch)
        except (RuntimeError, ValueError) as error:
            if ran_out_of_memory(error) or not self.layout.tiling.whole:
                raise
            raise _unfit(batch, str(error)) from error
        if output.shape[2:] != batch.shape[2:]:
            raise _unfit(batch, tr("it gives {shape}").format(shape=_sides(output)))
        return output

    def _guarded(self, work: Callable[[], Got]) -> Got:
        while True:
            try:
                return work()
            except (RuntimeError, MemoryError) as error:
                if not ran_out_of_memory(error) or not self._has_less():
                    raise
            self._take_less()

    def _has_less(self) -> bool:
        return any(rung.applies(self._settings) for rung in RUNGS)

    def _take_less(self) -> None:
        rung = next(rung for rung in RUNGS if rung.applies(self._settings))
        device = self._settings.device
        rung.give_up(self._settings)
        self._known.clear()
        with torch.inference_mode():
            self._sums.convert(self._settings.dtype, self._settings.sums)
        if self._settings.device != device:
            self._image = self._image.cpu()
        if device == "cuda":
            torch.cuda.empty_cache()
        self._told(rung.words().format(batch=self._settings.batch))


Planes = Callable[[Tensor, Callable[[float], None]], Iterator[tuple[slice, Tensor]]]
"""From an image (channels, x, y, z) to (planes along its first axis, their (classes, planes, y, z) outputs) in turn."""


class Streaming:
    """One image on its way through a network that reads it whole and gives its output from the first planes on.

    Args:
        image: (channels, x, y, z) normalised float32.
        tiling: What it is padded to.
        planes: The network.
        step: Called on the way with the done part; may raise to stop.
    """

    computed = 1

    def __init__(self, image: Tensor, tiling: Tiling, planes: Planes, step: Callable[[float], None]) -> None:
        x, y, z = image.shape[1:]
        self.layout = Layout((x, y, z), tiling)
        self._image, self._planes, self._step = padded(image, self.layout.patch), planes, step

    def tiles(self) -> Iterator[Tile]:
        """Finished parts of the output."""
        _, y, z = self.layout.padded_shape
        for number, (rows, output) in enumerate(self._planes(self._image, self._step)):
            yield Tile((number, 0), (rows, slice(0, y), slice(0, z)), output)


def slide(predict: Compute, image: Tensor, tiling: Tiling, channels: int, step: Callable[[float], None]) -> Tensor:
    """Blend the network's outputs over all windows.

    Args:
        predict: (n, 1, *patch) to (n, channels, *patch).
        image: (x, y, z) normalised image.
        tiling: Patch and overlap.
        channels: Channels of the output.
        step: Called before each window with the done part; may raise to stop within one window.

    Returns:
        (channels, x, y, z) on the CPU, float32.
    """
    return collected(Sliding(image[None], tiling, Settings(predict), step), channels)


def collected(sliding: Sliding, channels: int) -> Tensor:
    """The whole output of an image, (channels, x, y, z) float32 on the CPU."""
    layout = sliding.layout
    whole = torch.empty((channels, *layout.padded_shape))
    turned = whole.permute(0, *(axis + 1 for axis in layout.order))
    for tile in sliding.tiles():
        turned[(slice(None), *tile.place)] = tile.values.cpu()
    return whole[(slice(None), *_place(layout.before, layout.shape)[1:])]


def _unfit(batch: Tensor, why: str) -> ModelError:
    return ModelError(
        tr("The model's network cannot compute {shape} voxels at once: {why}.").format(
            shape=_sides(batch), why=why.strip().rstrip(".")
        ),
        tr(
            "Most networks take only sides they can halve several times. Import the model again and say of what its "
            "sides are multiples: --settings '{example}'"
        ).format(example='{"tiling": {"multiple": [32, 32, 32]}}'),
    )


def _sides(values: Tensor) -> str:
    return " × ".join(map(str, values.shape[2:]))


def _place(corner: Step, side: Step) -> tuple[slice, ...]:
    return (slice(None), *(slice(first, first + n) for first, n in zip(corner, side, strict=True)))


def _placed(image: Tensor, device: str) -> Tensor:
    """The image on the network's device; the copy overlaps with what the processor does meanwhile."""
    return image.pin_memory().to(device, non_blocking=True) if device == "cuda" else image.to(device)


def _constants(image: Tensor, corners: Sequence[Step], patch: Step) -> dict[Step, tuple[float, ...]]:
    """The windows whose every channel holds one value, and these values: their outputs are equal too."""
    found = {}
    for corner in corners:
        window = image[_place(corner, patch)].flatten(1)
        first = window[:, 0]
        if bool((window[:, -1] == first).all()) and bool((window == first[:, None]).all()):
            found[corner] = tuple(first.tolist())
    return found
