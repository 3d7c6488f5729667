"""Biological sequences: FASTA, FASTQ, GenBank, EMBL, Swiss-Prot, alignments and variants, packed or not.

``open_sequences`` finds out what a file is and gives a reader; the reader's ``file`` is what crosses between processes,
letters are asked for by (record, start, end). ``store`` copies all letters into a mapped file for other processes.
"""

from __future__ import annotations

from medview.io.sequences.opening import open_sequences as open_sequences
from medview.io.sequences.pasting import paste as paste
from medview.io.sequences.reader import Sequences as Sequences
from medview.io.sequences.recognising import SUFFIXES as SUFFIXES
from medview.io.sequences.recognising import is_sequence_file as is_sequence_file
from medview.io.sequences.storing import store as store
