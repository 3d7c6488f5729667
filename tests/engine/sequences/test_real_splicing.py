"""The public networks of splice sites: equal to plain PyTorch, and right about genes whose exons are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from medview.catalog.package import load_package
from medview.core.genes import Gene, genes
from medview.engine.device import Plan
from medview.engine.fast.optimised import optimised
from medview.engine.model import Model
from medview.engine.sequences.reading import How
from medview.engine.sequences.splicing import Window, chances, deltas, window
from medview.engine.sequences.windows import along
from medview.engine.weights import load_networks
from medview.io.sequences.opening import open_sequences
from medview.jobs.local import LocalContext
from medview.tasks.importing import import_model
from tests.engine.importing import references
from tests.engine.sequences.making import codes, columns, text

pytestmark = pytest.mark.shared
TOLERANCE = 1e-5


def nothing(*_: object) -> None:
    pass


def imported(path: Path, folder: Path) -> Model:
    """Someone's networks as a model in float32."""
    made = import_model(LocalContext(folder), str(path), str(folder / "packages"))
    package, plan = load_package(Path(made.folder)), Plan("cpu", "float32")
    return Model(package, tuple(optimised(network, plan) for network in load_networks(package)), plan)


def plain(files: list[Path], letters: str, flank: int) -> np.ndarray:
    """(3, length) of plain PyTorch in one pass, the mean of the networks' probabilities."""
    with torch.inference_mode():
        said = [references.openspliceai(file, columns(letters, flank)).softmax(1)[0] for file in files]
    return torch.stack(said).mean(0).numpy()


@pytest.mark.parametrize(("name", "length"), [("80nt", 40_000), ("400nt", 3_000), ("10000nt", 500)])
def test_probabilities_are_those_of_plain_pytorch(name: str, length: int, shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "third_party_weights/openspliceai_mane" / name
    letters = text(length, 7, "ACGTN")
    found = along(imported(folder, tmp_path), codes(letters), nothing, How(chances=True))
    expected = plain(sorted(folder.glob("*.pt")), letters, int(name.removesuffix("nt")) // 2)
    assert np.abs(found - expected).max() < TOLERANCE


def known(path: Path, folder: Path) -> list[tuple[str, Gene]]:
    """Letters and gene of each whole record of a file."""
    with open_sequences(str(path), folder, nothing) as sequences:
        found = [(sequences.text(number), genes(sequences.features(number))) for number in range(len(sequences))]
    return [(letters, one[0]) for letters, one in found if len(one) == 1 and len(one[0].boundaries) > 4]


def test_exons_of_known_genes_are_found_and_lost_with_their_donors(shared_data: Path, tmp_path: Path) -> None:
    """HLA genes as IMGT tells them: every inner end of an exon, and the change of the G of each GT behind one."""
    model = imported(shared_data / "third_party_weights/openspliceai_mane/400nt", tmp_path)
    told = known(shared_data / "sequence_formats/EMBL/hla_3260_sample.imgt", tmp_path)
    assert told
    likely, kept = [], []
    for letters, gene in told:
        data = codes(letters)
        found = chances(model, data, nothing)
        for place, boundary in enumerate(gene.boundaries):
            donor = place % 2 == 0  # only inner ends are told, and the first of them is one
            likely.append(found[int(donor), boundary])
            if donor and likely[-1] > 0.5 and letters[boundary + 1 : boundary + 3].upper() == "GT":
                change = (letters[boundary + 1], "A")
                made = window(model, lambda a, b, data=data: data[a:b], len(data), boundary + 1, change)
                if isinstance(made, Window):  # others lie near the end of what the file holds of the gene
                    [said] = deltas(model, [made], nothing)
                    assert said.donor_loss.position == -1
                    kept.append(likely[-1] - said.donor_loss.score)
    assert np.mean(np.array(likely) > 0.5) > 0.85
    assert len(kept) > 20
    assert max(kept) < 0.1
