"""Biological sequences: FASTA, FASTQ, GenBank, EMBL, Swiss-Prot, alignments and variants, packed or not.

``open_sequences`` finds out what a file is and gives a reader; its ``file`` is what crosses between processes, its
letters are asked for by (record, start, end). ``store`` copies all letters into a mapped file for other processes.
"""

from __future__ import annotations

from medview.io.sequences.reader import Sequences as Sequences
