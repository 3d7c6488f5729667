"""What verifying a package gave; it crosses to a process without torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VerifyResult:
    """A package whose hashes and golden output were found right.

    Args:
        model: Model identifier.
        version: Model version.
        files: How many files were compared with their hashes.
        weights_sha256: Hash of the weights.
        golden_ml: Volumes on the golden input, measured now; empty for packages that bring their own input.
        expected_ml: What they should be.
        tolerance_ml: How far they may be off.
        device: Where it computed.
        precision: How exactly it will compute: the fastest way that agrees with the golden output.
        seconds: Time the golden run took.
        difference: Of packages that bring their own input: the greatest difference in float32.
        tolerance: How great it may be.
        changed: How far the outputs are off in ``precision``, as ``StoredGolden.precision_tolerance`` counts it.
        device_name: The maker's name of a graphics processor.
        alike: By method of explaining: how alike its map of the golden input is to those of random weights (size of
            the rank correlation); empty for packages that state no ``Evidence``.
    """

    model: str
    version: str
    files: int
    weights_sha256: str
    golden_ml: tuple[float, ...]
    expected_ml: tuple[float, ...]
    tolerance_ml: float
    device: str
    precision: str
    seconds: float
    difference: float = 0.0
    tolerance: float = 0.0
    changed: float = 0.0
    device_name: str = ""
    alike: tuple[tuple[str, float], ...] = ()
