"""The rules of a meeting as plain functions on records, without input or output."""
