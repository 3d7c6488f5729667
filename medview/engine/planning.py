"""How a model is going to be run on an image on this computer: from the card and the shape alone, before the run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import torch

from medview.catalog.schema import Configuration
from medview.core.plan import Plan
from medview.core.text import tr
from medview.engine.accumulate import cuts, most_held
from medview.engine.fast.layerwise import MOST_PLANES
from medview.engine.footprint import streamed_bytes, window_bytes
from medview.engine.machine import Machine
from medview.engine.pictures import preparation
from medview.engine.windows import Layout, Step

SHARE = 0.8
"""Part of the memory that is free now which a plan may take."""

PASS_VOXELS: Mapping[str, int] = {"cpu": 1 << 18, "mps": 1 << 21, "cuda": 1 << 23}
"""Voxels in one pass beyond which more windows at once make nothing faster."""

MOST_WINDOWS = 16
"""Windows in one pass at most: a job is cancelled between passes."""

LARGE_SUMS = 1_000_000_000
"""Sums that would take more bytes than this in 32 bits are kept in 16, as nnU-Net keeps them: their rounding (1 in
2000) is far below what tells two classes apart."""

ANY_SIZE = (2048, 2048)
"""Rows and columns a picture is thought to have that a network reads as it is."""

_BYTES = {"float32": 4, "float16": 2}


@dataclass(frozen=True)
class Need:
    """What a plan takes, in bytes, beside the image as it was loaded.

    Args:
        device: On the device the network computes on.
        host: In the computer's own memory; all of it where the network computes on the processor.
    """

    device: int
    host: int


def plan(
    configuration: Configuration,
    shape: Step,
    machine: Machine,
    precision: Literal["float32", "bfloat16"] | None = None,
    device: str | None = None,
    channels_last: bool = False,
) -> Plan:
    """The plan for an image.

    Args:
        configuration: The package.
        shape: Shape of the image in the network's frame.
        machine: What it is run on.
        precision: What the package's golden output was found to allow here; None: nobody tried yet.
        device: Where it is run; None: the fastest device that has the memory for it.
        channels_last: Whether the loaded network keeps its channels innermost.
    """
    tiling = configuration.tiling
    layout = Layout(shape, tiling)
    first = Plan(
        device=device or machine.devices[0],
        precision=precision or "float32",
        patch=() if tiling.whole else layout.patch,
        overlap=0.0 if layout.count == 1 else tiling.overlap,
        windows=layout.count,
        passes=passes(configuration),
        channels_last=channels_last,
        slab=cuts(layout, layout.order[0]).longest,
    )
    if most_held(layout) * configuration.network.out_channels * 4 > LARGE_SUMS:
        first = replace(first, accumulate="float16")
    chosen = _fitting(configuration, layout, first, machine, device is not None)
    fast = chosen.device in machine.bfloat16 and precision is None and configuration.network.name != "onnx"
    return replace(
        chosen,
        device_name=machine.names.get(chosen.device, ""),
        precision="bfloat16" if fast else chosen.precision,
        notes=(*chosen.notes, *_said(chosen, machine, fast)),
    )


def plan_pictures(configuration: Configuration, count: int, machine: Machine) -> Plan:
    """The plan for pictures, each of which the network sees at once.

    Args:
        configuration: The package.
        count: How many pictures.
        machine: What it is run on.
    """
    device, network = machine.devices[0], configuration.network
    fast = device in machine.bfloat16 and network.name != "onnx"
    size = preparation(configuration).size or ANY_SIZE
    taken = 0 if network.name == "onnx" else window_bytes(network, size)
    first = Plan(
        device,
        "float32",
        machine.names.get(device, ""),
        windows=count,
        passes=passes(configuration),
        memory_mb=math.ceil(taken / 1e6),
    )
    return replace(first, precision="bfloat16" if fast else "float32", notes=tuple(_said(first, machine, fast)))


def combined(plans: Sequence[Plan]) -> Plan:
    """One plan for several images of a run, one after the other."""
    windows = sum(one.windows for one in plans)
    return replace(max(plans, key=lambda one: one.memory_mb), windows=windows)


def passes(configuration: Configuration) -> int:
    """Networks (folds) times passes (flips) for each window."""
    return (1 + len(configuration.network.folds)) * (1 + len(configuration.tiling.flips))


def need(configuration: Configuration, layout: Layout, draft: Plan) -> Need:
    """What a plan takes."""
    classes = configuration.network.out_channels
    patch, image = math.prod(layout.patch), math.prod(layout.padded_shape) * configuration.network.in_channels * 4
    window = window_bytes(configuration.network, layout.patch) + 4 * classes * patch * (2 if draft.passes > 1 else 1)
    sums = most_held(layout) * (classes * _BYTES[draft.accumulate] + 4)
    rows = patch if layout.count == 1 else _tile_voxels(layout)
    finished = rows * classes * 4 + math.prod(layout.padded_shape) * 4
    computing = draft.batch * window
    held = _streamed(configuration, layout, draft)
    if held is not None:
        return Need(0, image + held)
    if draft.device == "cpu":
        return Need(0, image + computing + sums + finished)
    if draft.sums == "host":
        return Need(image + computing, image + sums + finished)
    return Need(image + computing + sums + rows * classes * 4, image + finished)


def _streamed(configuration: Configuration, layout: Layout, draft: Plan) -> int | None:
    """What a network takes that reads the whole image layer by layer, the output of some planes included."""
    if not configuration.tiling.whole or draft.passes > 1 or draft.device != "cpu":
        return None
    held = streamed_bytes(configuration.network, layout.padded_shape, getattr(torch, draft.precision))
    if held is None:
        return None
    plane = math.prod(layout.padded_shape[1:]) * configuration.network.out_channels * 4
    return held + 2 * MOST_PLANES * plane


def _fitting(configuration: Configuration, layout: Layout, first: Plan, machine: Machine, fixed: bool) -> Plan:
    """The first of the drafts that fits into the memory, or the last one where none does."""
    drafts = list(_drafts(layout, first, machine, fixed))
    for draft in drafts:
        found = need(configuration, layout, draft)
        if _fits(found, draft, machine):
            return replace(draft, memory_mb=_mb(found))
    return replace(drafts[-1], memory_mb=_mb(need(configuration, layout, drafts[-1])))


def _drafts(layout: Layout, first: Plan, machine: Machine, fixed: bool) -> Iterator[Plan]:
    devices = (first.device,) if fixed else machine.devices
    for device in devices:
        wanted = min(MOST_WINDOWS, max(1, PASS_VOXELS[device] // math.prod(layout.patch)), layout.count)
        batches = sorted({max(1, wanted >> fold) for fold in range(wanted.bit_length())}, reverse=True)
        yield from (replace(first, device=device, batch=batch) for batch in batches)
        if layout.count > 1 and device != "cpu":
            yield replace(first, device=device, batch=1, sums="host")
        if layout.count > 1:
            yield replace(first, device=device, batch=1, accumulate="float16", sums="device")
            yield replace(first, device=device, batch=1, accumulate="float16", sums="host")


def _fits(found: Need, draft: Plan, machine: Machine) -> bool:
    beside = draft.device == "cpu" or found.device <= SHARE * machine.free_bytes[draft.device]
    return beside and found.host <= SHARE * machine.free_bytes["cpu"]


def _mb(found: Need) -> int:
    return math.ceil((found.device + found.host) / 1e6)


def _tile_voxels(layout: Layout) -> int:
    """Voxels of the largest tile an accumulator hands on at once."""
    first, second = (cuts(layout, axis).longest for axis in layout.order[:2])
    return first * second * layout.padded_shape[layout.order[2]]


def _said(chosen: Plan, machine: Machine, fast: bool) -> Iterator[str]:
    if chosen.device != machine.devices[0]:
        yield tr("It is run on the processor: the graphics processor has too little free memory.")
    if chosen.sums == "host" and chosen.device != "cpu":
        yield tr("Sums over windows are kept in main memory: the graphics processor has too little of its own.")
    if chosen.accumulate == "float16":
        yield tr("Sums over windows are kept in 16 bits, because there are many or little memory is free.")
    if chosen.memory_mb * 1e6 > SHARE * sum(machine.free_bytes[name] for name in {chosen.device, "cpu"}):
        yield tr("This may take more memory than is free: close other programs first.")
    if fast:
        yield tr("It is run in bfloat16 if the model's golden output agrees with it here, or else in float32.")
