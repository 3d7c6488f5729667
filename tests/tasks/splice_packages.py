"""A package of small random splice networks on the disk, a reference and variants of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from safetensors.torch import save

from medview.catalog.manifest import write_manifest
from medview.catalog.package import configuration_json, load_package
from medview.engine.importing.sample import sample
from tests.catalog.making import make_package
from tests.engine.sequences.making import random_splice, splice_configuration, text

RECORDS = {"chr1": text(400, 3), "chr2": text(500, 4)}


def splice_package(folder: Path) -> Path:
    """The package's folder: two networks, and what they give on a known input."""
    said = splice_configuration()
    said = replace(said, network=replace(said.network, folds=("models/fold1.safetensors",)))
    weights = [
        save({name: value.clone() for name, value in random_splice(seed).state_dict().items()}) for seed in (0, 1)
    ]
    root = make_package(folder, json.loads(configuration_json(said)), weights[0])
    (root / "models" / "fold1.safetensors").write_bytes(weights[1])
    (root / "golden").mkdir()
    for name, array in zip(("input", "output"), sample(load_package(root)), strict=True):
        np.save(root / "golden" / f"{name}.npy", array, allow_pickle=False)
    write_manifest(root)
    return root


def fasta(folder: Path) -> Path:
    """The reference, in lines of 60 letters, a part of it in small letters."""
    path = folder / "reference.fa"
    with path.open("w") as out:
        for name, letters in RECORDS.items():
            shown = letters[:150] + letters[150:220].lower() + letters[220:]
            lines = [shown[start : start + 60] for start in range(0, len(shown), 60)]
            out.write("".join(f"{line}\n" for line in (f">{name} made", *lines)))
    return path


HEADER = "##fileformat=VCFv4.3\n##contig=<ID=chr2,length=500>\n##contig=<ID=chr1,length=400>\n"
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"


def other(letter: str) -> str:
    """Another letter."""
    return "ACGT"[("ACGT".index(letter) + 1) % 4]


def lines() -> list[str]:
    """Lines of variants: some that can be scored, and some that cannot."""
    first, second = RECORDS["chr1"], RECORDS["chr2"]
    single, several = first[199], second[249]
    return [
        f"chr1\t200\trs1\t{single}\t{other(single)},{single}GG\t50\tPASS\tDP=3",
        f"chr2\t250\t.\t{several}\t{other(several)}\t.\t.\t.",
        f"chr1\t150\t.\t{first[149:153]}\t{first[149]}\t.\t.\tDB",
        f"chr1\t160\t.\t{other(first[159])}\tA\t.\t.\t.",  # other letters than the reference has
        "chr1\tten\t.\tA\tC\t.\t.\t.",  # damaged
        f"chr1\t210\t.\t{first[209]}\t<DEL>,{other(first[209])}\t.\t.\tEND=230",
        f"chr1\t3\t.\t{first[2]}\t{other(first[2])}\t.\t.\t.",  # near the end
        "chrX\t100\t.\tA\tC\t.\t.\t.",  # no such sequence
    ]


def variants(folder: Path, ends: str = "\n") -> Path:
    """A file of those lines."""
    path = folder / "variants.vcf"
    path.write_bytes((HEADER + "\n".join([COLUMNS, *lines(), ""])).replace("\n", ends).encode())
    return path
