"""The core of kgw: records, the capture grammar, the rules of a meeting, use cases and the command line."""

__version__ = "0.1.0"
