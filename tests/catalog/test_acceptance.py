from dataclasses import replace
from pathlib import Path

import pytest

from medview.catalog import Catalog, Package, eligibility, eligible, load_package
from medview.core.alphabet import Alphabet
from medview.core.study import Kind, Series
from tests.catalog.making import configuration, make_package, make_series
from tests.engine.picture_packages import classification, detection, segmentation


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return load_package(make_package(tmp_path))


@pytest.mark.parametrize(
    "series",
    [
        make_series(),
        make_series(body_part="HEAD"),
        make_series(body_part=" brain "),
        make_series(modality=""),
        make_series(shape=(35, 50, 36)),
        make_series(shape=(120, 150, 130), spacing=1.5),
    ],
)
def test_accepts(package: Package, series: Series) -> None:
    assert eligibility(package, series) == ()


@pytest.mark.parametrize(
    ("series", "said"),
    [
        (make_series(modality="CT"), "This is a CT series; the model reads MR only."),
        (make_series(modality="PT"), "This is a PET series"),
        (make_series(body_part="KNEE"), "The body part is KNEE"),
        (make_series(shape=(100, 100, 100), spacing=2.0), "up to 2.0 mm long"),
        (make_series(shape=(60, 220, 200)), "neither a whole head"),
        (make_series(shape=(8, 50, 36)), "at least 10 mm"),
        (replace(make_series(), geometry=None, irregular="a slice is missing."), "a slice is missing."),
    ],
)
def test_says_why_not(package: Package, series: Series, said: str) -> None:
    reasons = eligibility(package, series)
    assert len(reasons) == 1
    assert said in reasons[0]


def pictures(modality: str = "DX", body_part: str = "CHEST") -> Series:
    return replace(make_series(modality=modality, body_part=body_part), geometry=None, kind=Kind.IMAGES)


def of_pictures(folder: Path, family: str) -> Package:
    return load_package({"classification": classification, "detection": detection}.get(family, segmentation)(folder))


@pytest.mark.parametrize("family", ["classification", "detection", "segmentation"])
def test_packages_of_pictures_read_pictures_of_their_modalities(family: str, tmp_path: Path) -> None:
    package = of_pictures(tmp_path, family)
    assert [eligibility(package, pictures(modality)) for modality in ("DX", "CR", "")] == [()] * 3
    assert "This is a ultrasound series" in eligibility(package, pictures("US"))[0]
    assert "The body part is KNEE" in eligibility(package, pictures(body_part="KNEE"))[0]
    for volume in (make_series(modality="MR", body_part="CHEST"), make_series(modality="", body_part="CHEST")):
        assert "not image volumes" in eligibility(package, volume)[0]


def test_detectors_of_slices_read_volumes_too(tmp_path: Path) -> None:
    package = of_pictures(tmp_path, "detection")
    wanted = replace(package.card.input, modalities=("MR",))
    card = replace(package.card, input=wanted)
    package = replace(package, configuration=replace(package.configuration, card=card))
    assert eligibility(package, make_series(modality="MR", body_part="CHEST")) == ()
    assert eligibility(package, make_series(modality="", body_part="CHEST")) == ()
    assert eligibility(package, pictures("MR")) == ()
    assert "CT series" in eligibility(package, make_series(modality="CT", body_part="CHEST"))[0]


def test_models_of_volumes_read_no_pictures(package: Package) -> None:
    (why,) = eligibility(package, pictures("MR", "HEAD"))
    assert "pictures without a common grid" in why


def test_every_reason_is_told(package: Package) -> None:
    assert len(eligibility(package, make_series((20, 300, 300), 2.0, "CT", "CHEST"))) == 4


def test_accepting_models_come_first(tmp_path: Path) -> None:
    make_package(tmp_path)
    (answer,) = eligible(Catalog((tmp_path,)), make_series(modality="CT"))
    assert (answer.model, answer.version) == ("tiny", "0.1.0")
    assert answer.reasons


def test_models_of_colour_are_offered_last_for_grey_pictures(tmp_path: Path) -> None:
    catalog = Catalog.shipped(tmp_path)
    unknown, grey = (
        [answer.model for answer in eligible(catalog, replace(pictures("", ""), grey=grey)) if not answer.reasons]
        for grey in (False, True)
    )
    assert set(grey) == set(unknown)
    assert grey[-1] == "blood-cells-detector" != unknown[-1]


def test_methods_of_ct_are_offered_last_where_nobody_knows_what_an_image_is(tmp_path: Path) -> None:
    catalog = Catalog.shipped(tmp_path)
    unknown = eligible(catalog, make_series(modality=""))
    accepting = [answer.model for answer in unknown if not answer.reasons]
    assert {"ct-body", "ct-bone", "ct-lungs"} <= set(accepting)
    assert accepting.index("hippocampus-mr") < min(accepting.index(name) for name in ("ct-body", "ct-bone", "ct-lungs"))
    refused = {
        answer.model: answer.reasons for answer in eligible(catalog, make_series(modality="MR")) if answer.reasons
    }
    assert "CT" in refused["ct-lungs"][0]


def test_models_of_images_give_one_plain_reason_for_sequences(package: Package, tmp_path: Path) -> None:
    made = replace(make_series(), kind=Kind.SEQUENCES, geometry=None, source_format="sequences", modality="")
    for one in (package, of_pictures(tmp_path / "other", "classification")):
        assert eligibility(one, made) == ("The model reads images, not sequences.",)


def of_letters(folder: Path, *kinds: str) -> Package:
    data = configuration()
    del data["localisation"], data["plausible"]
    data["card"] |= {"family": "sequences", "labels": []}
    data["golden"] = {"recipe": "stored"}
    data["letters"] = {"alphabet": list("ACGT"), "kinds": list(kinds)}
    return load_package(make_package(folder, data))


DNA, RNA, PROTEIN = Alphabet.DNA, Alphabet.RNA, Alphabet.PROTEIN


@pytest.mark.parametrize(
    ("kinds", "found", "reasons"),
    [
        (("protein",), {DNA}, ("The model reads protein, and this is DNA.",)),
        (("protein",), {DNA, RNA}, ("The model reads protein, and this is DNA, RNA.",)),
        (("protein",), {PROTEIN}, ()),
        (("protein",), {DNA, PROTEIN}, ()),  # the run tells which records it did not read
        (("protein",), set(), ()),  # nobody knows before the file is read
        (("DNA",), {PROTEIN}, ("The model reads DNA, and this is protein.",)),
        (("DNA",), {RNA}, ()),  # read as what it was copied from
        (("DNA", "RNA"), {RNA}, ()),
    ],
)
def test_models_read_the_letters_they_know(
    kinds: tuple[str, ...], found: set[Alphabet], reasons: tuple[str, ...], tmp_path: Path
) -> None:
    made = replace(make_series(), kind=Kind.SEQUENCES, geometry=None, source_format="sequences", modality="")
    assert eligibility(of_letters(tmp_path, *kinds), made, frozenset(found)) == reasons


def test_shipped_models_of_proteins_are_not_offered_for_dna(tmp_path: Path) -> None:
    made = replace(make_series(), kind=Kind.SEQUENCES, geometry=None, source_format="sequences", modality="")
    catalog = Catalog.shipped(tmp_path)
    offered = {
        kind: {one.model for one in eligible(catalog, made, frozenset({kind})) if not one.reasons}
        for kind in (DNA, PROTEIN)
    }
    assert {"dna-promoters", "dna-splice-sites"} <= offered[DNA]
    assert {"protein-language", "protein-secondary-structure"} <= offered[PROTEIN]
    assert not offered[DNA] & offered[PROTEIN]
