"""Every public model beside the project: imported with the command, run with the command, equal to a plain reference.

``pytest -s`` prints the table.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from monai.networks.nets import Generator

from medview.catalog.acceptance import reads_letters, reads_sequences, scores_variants
from medview.catalog.package import load_package
from medview.core.alphabet import Alphabet
from medview.engine.picture_classes import classes_of
from medview.session.paths import user_paths
from tests.engine.importing import references
from tests.engine.importing.commands import Command, commands

pytestmark = pytest.mark.shared
TOLERANCE = 1e-4

Array = np.ndarray


@pytest.fixture
def weights(shared_data: Path) -> Path:
    return shared_data / "third_party_weights"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return commands(monkeypatch, capsys)


@pytest.fixture(scope="module")
def table() -> Iterator[list[tuple[str, ...]]]:
    rows: list[tuple[str, ...]] = []
    yield rows
    print("\n| what | read as | network | weights | input | output | greatest difference |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def noise(*shape: int) -> Array:
    return np.random.default_rng(1).random(shape, dtype=np.float32)


def letters(count: int, length: int) -> Array:
    chosen = np.random.default_rng(2).integers(count, size=length)
    return np.eye(count, dtype=np.float32)[:, chosen][None]


def torched(function: Callable[[torch.Tensor], torch.Tensor]) -> Callable[[Array], Array]:
    def run(array: Array) -> Array:
        with torch.inference_mode():
            return function(torch.from_numpy(array)).numpy()

    return run


def brain(folder: str, *shape: int) -> tuple[str, Array, Callable[[Path], Callable[[Array], Array]]]:
    place = f"brainchop_meshnet/pytorch/{folder}"
    return place, noise(1, 1, *shape), lambda root: torched(lambda x: references.brainchop(root / place, x))


def splice(file: str, length: int) -> tuple[str, Array, Callable[[Path], Callable[[Array], Array]]]:
    place = f"openspliceai_mane/{file}"
    return place, letters(4, length), lambda root: torched(lambda x: references.openspliceai(root / place, x))


def ensemble(root: Path) -> Callable[[Array], Array]:
    files = sorted((root / "openspliceai_mane/80nt").glob("*.pt"))
    assert len(files) == 5
    return torched(lambda x: torch.stack([references.openspliceai(file, x) for file in files]).mean(0))


def vessels(root: Path) -> Callable[[Array], Array]:
    return torched(lambda x: references.lwnet(root / "lwnet_retina/wnet_drive/model_checkpoint.pth", x))


def chemical(*names: str) -> Callable[[Path], Callable[[Array], Array]]:
    def of(root: Path) -> Callable[[Array], Array]:
        def run(array: Array) -> Array:
            array = array.transpose(0, 2, 1) if array.ndim == 3 else array
            for name in names:
                array = references.keras(root / "chemical_vae_zinc" / name, array.astype(float))
            return array

        return run

    return of


def generator(root: Path) -> Callable[[Array], Array]:
    """MONAI's own class with the arguments of the bundle's inference.json."""
    network = Generator([64], [64, 8, 8], [32, 16, 8, 1], [2, 2, 2, 1]).eval()
    file = root / "mednist_gan_monai_bundle/models/model.pt"
    network.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return torched(network)


WNET = "lwnet_retina/wnet_drive"
CASES = (
    brain("meshnet/model5_gw_ae", 34, 36, 33),
    brain("subcortical", 34, 36, 33),
    brain("meshnet/mindgrab", 17, 18, 20),
    (WNET, noise(1, 3, 64, 72), vessels),
    *(splice(f"80nt/model_80nt_rs1{number}.pt", 200) for number in range(5)),
    ("openspliceai_mane/80nt", letters(4, 200), ensemble),
    splice("400nt/model_400nt_rs10.pt", 500),
    splice("10000nt/model_10000nt_rs10.pt", 10020),
    ("chemical_vae_zinc/zinc_encoder.h5", letters(35, 120), chemical("zinc_encoder.h5")),
    ("chemical_vae_zinc/zinc_prop_pred.h5", noise(3, 196) - 0.5, chemical("zinc_prop_pred.h5")),
    ("mednist_gan_monai_bundle", noise(2, 64) - 0.5, generator),
    ("chemical_vae_zinc", letters(35, 120), chemical("zinc_encoder.h5", "zinc_prop_pred.h5")),
)


@pytest.mark.parametrize(("place", "given", "reference"), CASES, ids=[case[0] for case in CASES])
def test_imports_runs_and_equals_the_reference(weights, command, table, tmp_path, place, given, reference) -> None:
    code, document = command("import", weights / place, "--id", "imported")
    assert code == 0, document
    configuration = document["imported"]["configuration"]
    np.save(tmp_path / "input.npy", given)
    code, ran = command("run", "imported", tmp_path / "input.npy", "--out", tmp_path / "output.npy")
    assert code == 0, ran
    found, expected = np.load(tmp_path / "output.npy"), reference(weights)(given)
    assert found.shape == expected.shape
    difference = float(np.abs(found - expected).max())
    network, origin = configuration["network"], configuration["origin"]
    counted = str(1 + len(network["folds"]))
    shapes = ("×".join(map(str, array.shape)) for array in (given, found))
    table.append((place, origin["format"], network["name"], counted, *shapes, f"{difference:.1e}"))
    assert np.abs(expected).max() > 0.05
    assert difference <= TOLERANCE


def test_a_folder_of_several_models_names_them(weights, command) -> None:
    code, document = command("import", weights / "openspliceai_mane")
    assert code == 4
    assert "10000nt, 400nt, 80nt" in document["error"]["hint"]


def test_weights_of_other_formats_have_none(weights, command) -> None:
    code, document = command("import", weights / "brainchop_meshnet/tfjs_mit/model5_gw_ae")
    assert code == 4
    assert "no model MedView reads" in document["error"]["message"]


def test_brain_structures_are_named_and_hung_as_the_model_was_trained(weights, command) -> None:
    _, document = command("import", weights / "brainchop_meshnet/pytorch/subcortical")
    configuration = document["imported"]["configuration"]
    labels = {label["value"]: label for label in configuration["card"]["labels"]}
    assert labels[14]["name"] == "Hippocampus"
    assert labels[14]["code"]["value"] == "5366008"
    assert len(labels) == 17
    assert configuration["orientation"] == "LIA"
    assert configuration["tiling"]["whole"]
    assert configuration["tiling"]["patch"] == [256, 256, 256]
    _, document = command("import", weights / "brainchop_meshnet/pytorch/meshnet/model5_gw_ae")
    labels = document["imported"]["configuration"]["card"]["labels"]
    assert [(label["name"], label["colour"]) for label in labels] == [
        ("White Matter", [255, 255, 255]),
        ("Grey Matter", [205, 62, 78]),
    ]


MOLECULES = (
    # SMILES, logP and synthetic accessibility as the ZINC set the model was trained on states them
    ("CC(C)(C)c1ccc2occ(CC(=O)Nc3ccccc3F)c2c1", 5.05, 2.08),
    ("C[C@@H]1CC(Nc2cncc(-c3nncn3C)c2)C[C@@H](C)C1", 3.11, 3.43),
    ("N#Cc1ccc(-c2ccc(O[C@@H](C(=O)N3CCCC3)c3ccccc3)cc2)cc1", 4.97, 2.47),
    ("CCOC(=O)[C@@H]1CCCN(C(=O)c2nc(-c3ccc(C)cc3)n3c2CCCCC3)C1", 4.00, 2.82),
    ("N#CC1=C(SCC(=O)Nc2cccc(Cl)c2)N=C([O-])[C@H](C#N)C12CCCCC2", 3.61, 4.04),
)


def test_properties_of_known_molecules(weights, command, tmp_path) -> None:
    command("import", weights / "chemical_vae_zinc")
    (tmp_path / "molecules.smi").write_text("".join(f"{smiles}\n" for smiles, *_ in MOLECULES))
    code, ran = command("run", "chemical-vae-zinc", tmp_path / "molecules.smi", "--out", tmp_path / "out.npy")
    assert code == 0, ran
    found = np.load(tmp_path / "out.npy")
    for column, known in ((2, 1), (1, 2)):
        assert np.abs(found[:, column] - [molecule[known] for molecule in MOLECULES]).mean() < 0.4
    assert [row[1] for row in ran["ran"]["rows"][:3]] == ["qed", "SAS", "logP"]


def test_vessels_of_a_photograph(weights, shared_data, command, tmp_path) -> None:
    from PIL import Image

    command("import", weights / WNET)
    photograph = shared_data / "retina_vessels/images/Image_01L.jpg"
    code, ran = command("run", "wnet-drive", photograph, "--out", tmp_path / "out.npy", "--activation")
    assert code == 0, ran
    with Image.open(shared_data / "retina_vessels/vessels/Image_01L.png") as drawn:
        truth = np.asarray(drawn.convert("L").resize((512, 512), Image.Resampling.NEAREST)) > 0
    found = np.load(tmp_path / "out.npy")[0, 0] >= 0.5
    assert 2 * (found & truth).sum() / (found.sum() + truth.sum()) > 0.65


def auc(chances: Array, positive: Array) -> float:
    wins = chances[positive][:, None] > chances[~positive][None]
    return float(wins.mean())


def test_imported_splice_sites_are_offered_for_sequences_and_variants(weights, command) -> None:
    """Acceptors and donors of a record become findings; that a letter is neither is none."""
    command("import", weights / "openspliceai_mane/80nt/model_80nt_rs10.pt", "--id", "splice")
    package = load_package(user_paths().models / "splice")
    assert reads_sequences(package)
    assert scores_variants(package)
    assert package.configuration.letters is not None
    assert reads_letters(package.configuration.letters, Alphabet.DNA)
    assert not reads_letters(package.configuration.letters, Alphabet.PROTEIN)
    found = [(one.code.value, one.finding) for one in classes_of(package.configuration)]
    assert found == [("NO-SPLICE-SITE", False), ("SO:0000164", True), ("SO:0000163", True)]


def test_splice_sites_of_real_sequences(weights, shared_data, command, tmp_path) -> None:
    """The published areas under the curve of these five networks are 0.994 for donors and 0.993 for acceptors."""
    command("import", weights / "openspliceai_mane/80nt", "--id", "splice")
    rows = [line.split(",") for line in (shared_data / "splice_junctions/val.csv").read_text().splitlines()[1::2]]
    fasta = "".join(f">{name}\n{letters[:30].lower()}\n{letters[30:]}\n" for _, name, letters in rows)
    (tmp_path / "sequences.fa").write_text(fasta)
    code, ran = command("run", "splice", tmp_path / "sequences.fa", "--out", tmp_path / "out.npy", "--activation")
    assert code == 0, ran
    chances, kinds = np.load(tmp_path / "out.npy"), np.array([kind for kind, *_ in rows])
    assert chances.shape == (len(rows), 3, 60)
    assert auc(chances[:, 2, 29], kinds == "EI") > 0.985
    assert auc(chances[:, 1, 30], kinds == "IE") > 0.985
