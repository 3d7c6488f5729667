from medview.core.genes import genes
from medview.core.sequence import Feature, Part


def feature(kind: str, *spans: tuple[int, int], gene: str = "A", strand: int = 1) -> Feature:
    parts = tuple(Part(start, end, strand) for start, end in spans)
    return Feature(kind, parts[::strand], (("gene", (gene,)),))


def test_transcripts_of_a_gene_are_joined_and_their_ends_are_boundaries() -> None:
    found = genes(
        [
            feature("gene", (5, 90)),
            feature("mRNA", (10, 20), (30, 40), strand=-1),
            feature("mRNA", (8, 20), (50, 60), strand=-1),
            feature("mRNA", (0, 4), gene="B"),
            feature("CDS", (12, 20), (30, 35), strand=-1),
        ]
    )
    assert [(one.name, one.strand, one.start, one.end) for one in found] == [("B", 1, 0, 4), ("A", -1, 8, 60)]
    assert found[1].boundaries == (8, 10, 19, 30, 39, 50, 59)


def test_what_codes_stands_in_and_only_its_inner_ends_count() -> None:
    [found] = genes([feature("CDS", (12, 20), (30, 35), (40, 50))])
    assert (found.start, found.end) == (12, 50)
    assert found.boundaries == (19, 30, 34, 40)
    [single] = genes([feature("CDS", (12, 20))])
    assert single.boundaries == (12, 19)
    assert genes([feature("exon", (1, 2))]) == ()


def test_the_nearest_boundary_is_told_from_a_letter() -> None:
    [found] = genes([feature("mRNA", (10, 21))])
    assert [found.nearest(place) for place in (0, 10, 14, 15, 16, 30)] == [10, 0, -4, -5, 4, -10]
