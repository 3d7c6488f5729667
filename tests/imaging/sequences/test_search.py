from __future__ import annotations

import re

import numpy as np
import pytest
from Bio import SeqUtils
from Bio.Seq import Seq

from medview.core.alphabet import Alphabet
from medview.imaging.sequences import strands
from medview.imaging.sequences.search import Hits, Kind, Pattern, PatternError, search
from tests.imaging.sequences.letters import codes, random_letters


def listed(hits: Hits) -> list[tuple[int, int, int]]:
    return list(zip(hits.starts.tolist(), hits.ends.tolist(), hits.strands.tolist(), strict=True))


def occurrences(text: str, word: str) -> list[int]:
    return [at for at in range(len(text) - len(word) + 1) if text[at : at + len(word)] == word]


@pytest.mark.parametrize("piece", [10, 64, 1 << 22])
@pytest.mark.parametrize("word", ["AC", "AAA", "GAT", "GATC", "acgta"])
def test_words_are_found_on_both_strands_overlapping_ones_too(
    word: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strands.pieces, "__defaults__", (piece,))
    letters = random_letters(3000, "ACGTacgt")
    monkeypatch.setattr("medview.imaging.sequences.search.PIECE", piece)
    text, upper = letters.tobytes().decode().upper(), word.upper()
    turned = str(Seq(upper).reverse_complement())
    expected = [(at, at + len(word), 1) for at in occurrences(text, upper)]
    if turned != upper:
        expected += [(at, at + len(word), -1) for at in occurrences(text, turned)]
    assert listed(search(letters, Pattern(word), Alphabet.DNA)) == sorted(expected)
    one = search(letters, Pattern(word, both=False), Alphabet.DNA)
    assert listed(one) == [(at, at + len(word), 1) for at in occurrences(text, upper)]


@pytest.mark.parametrize("word", ["GANTC", "RGGNCCY", "YNR", "CCWGG"])
def test_ambiguity_codes_are_those_of_biopython(word: str) -> None:
    letters = random_letters(5000)
    text = letters.tobytes().decode()
    found = search(letters, Pattern(word, Kind.AMBIGUOUS, both=False), Alphabet.DNA)
    assert found.starts.tolist() == SeqUtils.nt_search(text, word)[1:]


def test_an_ambiguous_letter_matches_where_all_it_may_be_is_meant() -> None:
    found = search(codes("GARTC GANTC GAATC GA-TC"), Pattern("GARTC", Kind.AMBIGUOUS, False), Alphabet.DNA)
    assert found.starts.tolist() == [0, 12]
    assert search(codes("GAN"), Pattern("GAN", Kind.AMBIGUOUS, False), Alphabet.DNA).starts.tolist() == [0]


def test_the_same_letters_spell_rna() -> None:
    rna = codes("AAUGCUUT")
    for kind in (Kind.EXACT, Kind.AMBIGUOUS):
        assert search(rna, Pattern("atg", kind, False), Alphabet.RNA).starts.tolist() == [1]
        assert search(rna, Pattern("UUU", kind, False), Alphabet.RNA).starts.tolist() == [5]
    assert search(rna, Pattern("GCAUU", Kind.EXACT), Alphabet.RNA).strands.tolist() == [-1]


def test_proteins_have_one_strand_and_their_own_codes() -> None:
    letters = codes("MKVLNXBDZ*")
    assert listed(search(letters, Pattern("B", Kind.AMBIGUOUS), Alphabet.PROTEIN)) == [(4, 5, 1), (6, 7, 1), (7, 8, 1)]
    assert search(letters, Pattern("Z*", Kind.EXACT), Alphabet.PROTEIN).starts.tolist() == [8]


@pytest.mark.parametrize("piece", [50, 1 << 22])
@pytest.mark.parametrize("expression", ["GA{2,}T", "(AC)+G", "^[ACGT]{3}", "T{2,9}$", "(?<=GG)A", "A.{100}C"])
def test_expressions_match_as_in_the_whole_text(expression: str, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strands.pieces, "__defaults__", (piece,))
    monkeypatch.setattr("medview.imaging.sequences.search.PIECE", piece)
    letters = random_letters(2000)
    text = letters.tobytes().decode()
    turned = str(Seq(text).reverse_complement())
    expected = [(*m.span(), 1) for m in re.finditer(expression, text)]
    expected += [(len(text) - m.end(), len(text) - m.start(), -1) for m in re.finditer(expression, turned)]
    assert listed(search(letters, Pattern(expression, Kind.EXPRESSION), Alphabet.DNA)) == sorted(expected)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (Pattern("  "), "nothing to look for"),
        (Pattern("GAJTC"), "J"),
        (Pattern("GA[", Kind.EXPRESSION), "no regular expression"),
        (Pattern("Ä", Kind.EXPRESSION), "no regular expression"),
        (Pattern("A*", Kind.EXPRESSION), "nothing at all"),
        (Pattern("É", Kind.AMBIGUOUS), "É"),
    ],
)
def test_what_cannot_be_searched_for_is_told(pattern: Pattern, said: str) -> None:
    with pytest.raises(PatternError, match=re.escape(said)) as caught:
        search(codes("ACGT"), pattern, Alphabet.DNA)
    assert caught.value.hint


def test_a_search_ends_after_so_many_matches_and_says_so() -> None:
    found = search(codes("A" * 100), Pattern("A"), Alphabet.DNA, most=10)
    assert found.more
    assert len(found) == 10
    assert not search(codes("A" * 10), Pattern("A"), Alphabet.DNA, most=10).more


def test_progress_is_told_and_the_work_can_be_stopped() -> None:
    told: list[float] = []
    search(random_letters(100), Pattern("AC"), Alphabet.DNA, lambda part, _: told.append(part))
    assert told == [0.0, 0.5]

    def stop(part: float, note: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        search(random_letters(100), Pattern("AC"), Alphabet.DNA, stop)


def test_a_mapped_file_is_searched(tmp_path: object) -> None:
    path = f"{tmp_path}/letters"
    random_letters(100_000).tofile(path)
    mapped = np.memmap(path, np.uint8, "r")
    found = search(mapped, Pattern("GAATTC"), Alphabet.DNA)
    assert found.starts.tolist() == occurrences(mapped.tobytes().decode(), "GAATTC")
    assert len(found) > 5
