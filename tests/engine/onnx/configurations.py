"""Configurations of packages that exist only in tests."""

from medview.catalog.schema import Channel, Configuration, Detection, Intensity, Network, Output, StoredGolden, Tiling
from medview.core.card import InputContract, ModelCard
from medview.engine.importing.labels import labels_of


def configuration(family: str, labels: tuple[int, ...], classes: int, channels: int = 3) -> Configuration:
    card = ModelCard(
        id="made",
        version="1.0.0",
        name="Made",
        family=family,  # type: ignore[arg-type]
        summary="",
        intended_use="",
        known_failures=(),
        input=InputContract(("OT",), (), "", 0.0, 0.0, 2),
        labels=labels_of({number: f"class {number}" for number in labels}),
        data=(),
        weights_licence="",
        authors="",
    )
    names = ("red", "green", "blue") if channels == 3 else ("grey",)
    return Configuration(
        format=1,
        card=card,
        network=Network("onnx", {}, channels, classes, "models/model.onnx", spatial_dims=2),
        intensity=Intensity("range", clip=(0.0, 255.0), over="all"),
        tiling=Tiling((1, 8, 8), whole=True),
        golden=StoredGolden("stored"),
        channels=tuple(Channel(name) for name in names),
        output=Output("none"),
    )


def detector(wish: Detection, labels: tuple[int, ...] = (0, 1), classes: int = 2) -> Configuration:
    made = configuration("detection", labels, classes)
    return Configuration(**(vars(made) | {"detection": wish}))


def classifier(classes: int, activation: str, channels: int = 3) -> Configuration:
    made = configuration("classification", tuple(range(classes)), classes, channels)
    return Configuration(**(vars(made) | {"output": Output(activation)}))  # type: ignore[arg-type]
