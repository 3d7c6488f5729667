"""What happens when a person opens, analyses and reports: from the wish, through jobs, to the change of the state."""
