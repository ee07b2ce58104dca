"""Looking whether all that was saved is as it was written, and putting right what isn't."""
