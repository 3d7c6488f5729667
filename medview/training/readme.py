"""The model card for people: ``docs/README.md`` of a package, written from what the package states."""

from __future__ import annotations

from medview.catalog.schema import Configuration
from medview.core.card import Metric
from medview.core.errors import MedViewError
from medview.engine.networks.table import is_monai
from medview.training.running.templates import recipe_path


def readme(configuration: Configuration) -> str:
    """The card as Markdown."""
    card = configuration.card
    sections = (
        f"# {card.name}\n\n{card.summary}\n\n**Not a medical device. For research and education.**",
        f"## Intended use\n\n{card.intended_use}",
        f"## Input\n\n{card.input.description}. {_grid(configuration)}".rstrip(),
        "## How good it is\n\n" + _metrics(card.metrics),
        *_scan(configuration),
        "## Known failures\n\n" + "\n".join(f"- {failure}" for failure in card.known_failures),
        "## Training data\n\n"
        + "\n".join(f"- {data.name}, {data.url}. {data.attribution} Licence: {data.licence}." for data in card.data),
        f"## Licence of the weights\n\n{card.weights_licence}; the text is in `LICENSE`. {_because(configuration)}",
        "## How it is made\n\n" + _making(configuration),
    )
    return "\n\n".join(sections) + "\n"


def _scan(configuration: Configuration) -> tuple[str, ...]:
    """How rare its classes are along sequences, where it says so."""
    scan = configuration.card.scan
    if scan is None:
        return ()
    counted = configuration.calibration.frequencies
    known = ", ".join(f"{one.name} {part:.3f}" for one, part in zip(configuration.classes, counted, strict=False))
    told = f"Prior of a scan, for each place of one strand: {scan.words} ({scan.source})."
    rule = (
        f"It was calibrated where the classes' frequencies were: {known}. Along a sequence longer than what it reads "
        "at once, its probabilities are turned into those for such rare classes by Bayes' rule (Saerens, Latinne and "
        "Decaestecker 2002), and as many of the likeliest places are told as the probabilities add up to."
    )
    return (f"## Along longer sequences\n\n{told}" + (f" {rule}" if counted else ""),)


def _grid(configuration: Configuration) -> str:
    stated = configuration.card.input
    spacing = f"voxels of at most {stated.max_spacing_mm:g} mm" if stated.max_spacing_mm else ""
    told = ", ".join(part for part in (", ".join(stated.modalities), spacing) if part)
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _metrics(metrics: tuple[Metric, ...]) -> str:
    if not metrics:
        return "Not measured yet."
    head = "| system | measured | on | value (95 % interval) | cases | which cases |\n|---|---|---|---|---|---|"
    return "\n".join((head, *map(_row, metrics)))


def _row(metric: Metric) -> str:
    interval = f" ({metric.low:.3f}–{metric.high:.3f})" if metric.low is not None and metric.high is not None else ""
    cases = "" if metric.cases is None else str(metric.cases)
    cells = (metric.system, metric.name, metric.label, f"{metric.value:.3f}{interval}", cases, metric.split)
    return f"| {' | '.join(cells)} |"


def _because(configuration: Configuration) -> str:
    if configuration.card.weights_licence not in {data.licence for data in configuration.card.data}:
        return ""
    return "It is the licence of the training data, which asks that what is adapted from them is shared alike."


def _making(configuration: Configuration) -> str:
    if configuration.detection:
        return _making_of_boxes(configuration)
    return _making_of_sequences(configuration) if configuration.letters else _making_of_maps(configuration)


def _making_of_sequences(configuration: Configuration) -> str:
    network, letters, calibration = configuration.network, configuration.letters, configuration.calibration
    assert letters is not None
    arguments = ", ".join(f"{name} {value}" for name, value in network.arguments.items())
    count = f" {1 + len(network.folds)} such networks are averaged." if network.folds else ""
    scores = (
        "Probabilities are calibrated by isotonic regression on sequences held out of training."
        if calibration.points
        else f"Temperature {calibration.temperature:.2f}, fitted on sequences held out of training."
    )
    return (
        f"{_again(configuration)}Network: {network.name} ({arguments}); it reads the letters "
        f"{' '.join(letters.alphabet)}.{count} {scores}"
    )


def _making_of_boxes(configuration: Configuration) -> str:
    network, calibration, wish = configuration.network, configuration.calibration, configuration.detection
    assert wish is not None
    arguments = ", ".join(f"{name} {value}" for name, value in network.arguments.items())
    head = "boxes over anchors (RetinaNet-style)" if wish.layout == "retinanet" else "one box per cell (YOLO-style)"
    limits = ", ".join(f"{one.name} {one.threshold:.2f}" for one in configuration.classes)
    scores = (
        "Scores are calibrated by isotonic regression on pictures held out of training, which also chose the "
        f"thresholds: {limits}."
        if calibration.points
        else f"Scores are not calibrated; thresholds: {limits}."
    )
    counts = (
        f" Intervals of counts: split conformal prediction on the same pictures, nominal coverage "
        f"{calibration.coverage:.0%}."
        if calibration.intervals
        else ""
    )
    return (
        f"{_again(configuration)}Network: {network.name} ({arguments}), {head}; it reads "
        f"{wish.size[0]} × {wish.size[1]} pixels. {scores}{counts}"
    )


def _making_of_maps(configuration: Configuration) -> str:
    network, calibration = configuration.network, configuration.calibration
    arguments = ", ".join(f"{name} {value}" for name, value in network.arguments.items())
    builder = ", as MONAI builds it" if is_monai(network.name) else ""
    count = f" {1 + len(network.folds)} such networks are averaged." if network.folds else ""
    intervals = (
        " Volume intervals: split conformal prediction on cases held out of training, nominal coverage "
        f"{calibration.coverage:.0%}."
    )
    return (
        f"{_again(configuration)}Network: {network.name} ({arguments}){builder}.{count} Intensities: "
        f"{configuration.intensity.kind}, clipped to the percentiles {configuration.intensity.percentiles}."
        f"{intervals if calibration.intervals else ''} Temperature {calibration.temperature:.2f}, fitted on held-out "
        "cases."
    )


def _again(configuration: Configuration) -> str:
    """The command that trains it again, of packages there is a shipped recipe of."""
    name = configuration.card.id
    try:
        there = recipe_path(name).is_file()
    except MedViewError:
        there = False
    return f"`medview train {name}` trains it again by the shipped recipe. " if there else ""
