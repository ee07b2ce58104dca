"""What a running session keeps in files of its own: what is half typed, and where its user is."""
