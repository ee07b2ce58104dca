"""The embedded engine: records in memory and in a journal on the disk, for any number of processes."""
