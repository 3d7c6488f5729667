"""What every training loop shares: state that survives a stop, live figures, early stopping, several processes."""
