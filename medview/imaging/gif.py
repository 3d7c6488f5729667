"""GIF films: one palette made from pictures all over the film, frames written one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops
from PIL.GifImagePlugin import getdata, getheader

FASTEST = 50.0
"""Pictures per second; browsers slow down what claims to be faster (two hundredths of a second each)."""
_PALETTE_FROM = 16
"""Pictures the palette is made of, spread over the film."""
_PALETTE_SIDE = 256


def gif_rate(rate: float) -> float:
    """The rate a GIF can have nearest to the wanted one: its pictures last whole hundredths of a second."""
    return 100.0 / max(round(100.0 / min(rate, FASTEST)), round(100.0 / FASTEST))


def write_gif(
    path: Path, pictures: Iterable[Image.Image], samples: Sequence[Image.Image], rate: float, loop: bool
) -> int:
    """Write a film.

    Args:
        path: The file.
        pictures: RGB pictures of one size.
        samples: Some of them, which the palette is made of; see ``sampled``.
        rate: Pictures per second; see ``gif_rate``.
        loop: Begin again at the end, for ever.

    Returns:
        How many pictures it has.

    Raises:
        OSError: The file cannot be written.
    """
    drawing = _in_greys if all(_is_grey(picture) for picture in samples) else _in_colours(samples)
    lasts_ms = 1000.0 / gif_rate(rate)
    count = 0
    with path.open("wb") as file:
        for picture in pictures:
            drawn = drawing(picture)
            if not count:
                info = {"loop": 0, "duration": lasts_ms} if loop else {"duration": lasts_ms}
                file.writelines(getheader(drawn.copy(), info=info | {"optimize": False})[0])
            file.writelines(getdata(drawn, duration=lasts_ms + 0.5, include_color_table=False))
            count += 1
        file.write(b";")
    return count


def sampled(count: int) -> list[int]:
    """Numbers of the pictures a palette is made of."""
    return sorted({round(number * (count - 1) / (_PALETTE_FROM - 1)) for number in range(_PALETTE_FROM)})


def _in_greys(picture: Image.Image) -> Image.Image:
    """A picture without colours: a palette holds every grey."""
    drawn = picture.getchannel("R")
    drawn.putpalette([shade for shade in range(256) for _ in range(3)])
    return drawn


def _in_colours(samples: Sequence[Image.Image]) -> Callable[[Image.Image], Image.Image]:
    """Draws pictures in the 256 colours that stand for all of those in some of them."""
    sheet = Image.new("RGB", (_PALETTE_SIDE * 4, _PALETTE_SIDE * -(-len(samples) // 4)))
    for number, picture in enumerate(samples):
        small = picture.resize((_PALETTE_SIDE, _PALETTE_SIDE), Image.Resampling.NEAREST)
        sheet.paste(small, (number % 4 * _PALETTE_SIDE, number // 4 * _PALETTE_SIDE))
    palette = sheet.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return lambda picture: picture.quantize(palette=palette, dither=Image.Dither.NONE)


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))
