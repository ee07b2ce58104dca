"""What a user can do: use cases that read and write through the store, for screens and command line alike."""
