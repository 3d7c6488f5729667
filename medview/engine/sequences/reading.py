"""How a network that answers for each letter reads a stretch of a text: its columns, its halos, its strand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from medview.catalog.schema import Configuration, Letters, Network
from medview.core.alphabet import complement
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.deciding import decision
from medview.engine.letters import read_as
from medview.engine.model import Model
from medview.engine.networks.sequence_reader import reach
from medview.engine.networks.splice import flank

Codes = NDArray[np.uint8]
Answers = NDArray[np.float32]
Rows = NDArray[np.int64]

_LEAST = 1 << 15
"""Letters of a window of networks that see little."""

_HALOS = 24
"""So many halos make a window of networks that see far: what two windows share is computed twice."""

_MOST = 1 << 18
"""Letters of a window at most, for the memory's sake; of networks that see farther still, four halos."""

_STEP = 256
"""Windows are filled up to a multiple of it: a network's faster form is made anew for each length."""

_ASCII = 128


@dataclass(frozen=True)
class How:
    """How a text is read.

    Args:
        strand: 1 as it is stored; -1 its reverse complement, with answers in the order of the stored strand.
        chances: Whether to average the probabilities of several networks rather than their outputs before any
            activation.
        outputs: Which of a network's outputs are wanted, in this order; empty: all of them.
    """

    strand: Literal[1, -1] = 1
    chances: bool = False
    outputs: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Reader:
    """A model that answers for each letter, and how it reads.

    Args:
        model: The model.
        letters: Its alphabet.
        halo: Letters on each side of one that its answer depends on.
        how: How texts are read.
    """

    model: Model
    letters: Letters
    halo: int
    how: How

    @classmethod
    def of(cls, model: Model, how: How) -> Reader:
        """Check that a model can read texts of any length letter by letter.

        Raises:
            ModelError: It cannot, or not this strand.
        """
        configuration = model.package.configuration
        return cls(model, checked(configuration, how.strand), halo(configuration), how)

    @property
    def channels(self) -> int:
        """How many numbers an answer has."""
        return len(self.how.outputs) or self._given

    @property
    def _given(self) -> int:
        return self.model.package.configuration.network.out_channels

    @property
    def window(self) -> int:
        """Letters of a window of a long text, with its halos."""
        wanted = min(max(_HALOS * self.halo, _LEAST), max(_MOST, 4 * self.halo))
        return -(-wanted // _STEP) * _STEP

    def stretches(self, length: int) -> list[tuple[int, int]]:
        """What each window of a text answers for: the first letter and behind the last."""
        most = self.window - 2 * self.halo
        return [(start, min(start + most, length)) for start in range(0, length, most)]

    def filled(self, count: int) -> int:
        """Letters of the window that answers for so many."""
        return -(-(count + 2 * self.halo) // _STEP) * _STEP

    def cut(self, codes: Codes, start: int, end: int) -> Rows:
        """(letters,) the column of each letter of a window, -1 for none, as the network reads along its strand.

        Args:
            codes: (length,) ASCII of the whole text.
            start: The first letter that is answered for.
            end: Behind the last.
        """
        first, last = max(start - self.halo, 0), min(end + self.halo, len(codes))
        given, before = np.asarray(codes[first:last]), start - first
        if self.how.strand < 0:
            given, before = _paired()[given[::-1]], last - end
        rows = np.full(self.filled(end - start), -1, np.int64)
        rows[self.halo - before : self.halo - before + len(given)] = read_as(self.letters)[given]
        return rows

    def back(self, answers: Answers, count: int) -> Answers:
        """(channels, count) the answers of a window that answers for so many, in the order of the stored strand."""
        return answers[:, :count] if self.how.strand > 0 else answers[:, :count][:, ::-1]

    def answers(self, windows: Sequence[Rows], spread: bool) -> tuple[Answers, Answers]:
        """What the networks say of all letters of windows but their halos.

        Args:
            windows: (letters,) each, of one length.
            spread: Whether the spread is wanted too.

        Returns:
            (n, channels, letters) the mean and the standard deviation over the networks; the latter empty where it is
            not wanted.
        """
        batch = self._columns(np.stack(windows))
        with torch.inference_mode():
            found = [self._said(output, len(windows[0])) for output in self.model.outputs(batch)]
            mean = torch.stack(found).mean(0) if len(found) > 1 else found[0]
            differ = torch.stack(found).std(0, correction=0) if spread else mean[:0]
        return mean.cpu().numpy(), differ.cpu().numpy()

    def _columns(self, rows: Rows) -> Tensor:
        """(n, alphabet, letters) of zeros and ones, the axes as the network wants them."""
        placed = torch.from_numpy(rows)[:, None]
        columns = torch.zeros(len(rows), len(self.letters.alphabet), rows.shape[1])
        columns.scatter_(1, placed.clamp_min(0), (placed >= 0).float())
        return columns.transpose(1, 2).contiguous() if self.letters.channels_last else columns

    def _said(self, output: Tensor, letters: int) -> Tensor:
        """What one network said, without what it said of halos; some leave them out themselves."""
        output = output.transpose(1, 2) if self.letters.channels_last else output
        inside = letters - 2 * self.halo
        more = output.shape[-1] - inside
        if output.dim() != 3 or output.shape[1] != self._given or more < 0 or more % 2:
            raise _other_output(self.model, tuple(output.shape), letters)
        output = output[..., more // 2 : more // 2 + inside]
        if self.how.chances:
            decided = decision(self.model.package.configuration)
            output = decided.probabilities(output.transpose(0, 1)).transpose(0, 1)
        return output[:, list(self.how.outputs)] if self.how.outputs else output


def checked(configuration: Configuration, strand: int = 1) -> Letters:
    """The letters of a package that reads texts of any length and answers for each letter.

    Raises:
        ModelError: It is another one, or reads nothing that has another strand.
    """
    letters, name = configuration.letters, configuration.card.name
    if letters is None or letters.answers == "whole" or letters.length:
        raise ModelError(
            tr("{model} does not answer for each letter of a sequence of any length.").format(model=name),
            tr("Choose a model that does; see: medview models list."),
        )
    if strand < 0 and not has_strands(letters):
        raise ModelError(
            tr("{model} reads no nucleotides, and nothing else has a reverse strand.").format(model=name),
            tr("Read the stored strand."),
        )
    return letters


def has_strands(letters: Letters) -> bool:
    """Whether the letters that are read are nucleotides, so that there is a reverse strand."""
    return {"A", "C", "G"} <= set(letters.alphabet) <= set("ACGTUN") | {letters.other}


def _of_reader(network: Network) -> int:
    arguments: Mapping[str, Any] = {"dilations": (1, 2, 4, 8), "kernel": 5, "own": (), **network.arguments}
    return reach((*arguments["dilations"], *arguments["own"]), arguments["kernel"])


_REACH: Mapping[str, Callable[[Network], int]] = {
    "sequence_reader": _of_reader,
    "splice": lambda network: flank(network.arguments["widths"], network.arguments["dilations"]),  # type: ignore[arg-type]
}
"""Of networks that tell it: how far they see."""


def halo(configuration: Configuration) -> int:
    """Letters on each side of one that the answer of a package's network depends on."""
    network, letters = configuration.network, configuration.letters
    stated = letters.flank if letters else 0
    return max(stated, _REACH[network.name](network) if network.name in _REACH else 0)


@cache
def _paired() -> Codes:
    """(256,) the code of the letter that pairs with each; what pairs with nothing stays."""
    codes = np.arange(256, dtype=np.uint8)
    signs = codes[:_ASCII].tobytes().decode("ascii")
    codes[:_ASCII] = np.frombuffer(complement(signs).encode("ascii"), np.uint8)
    return codes


def _other_output(model: Model, shape: tuple[int, ...], letters: int) -> ModelError:
    return ModelError(
        tr("{model} gave an output of shape {shape} for {letters} letters, and not one answer for each.").format(
            model=model.package.card.name, shape="×".join(map(str, shape)), letters=letters
        ),
        tr("Its package states other letters or a smaller flank than its network needs; install it again."),
    )
