"""Train aligners of pairs of sequences: heads upon a reader that was trained before, each without some families."""
