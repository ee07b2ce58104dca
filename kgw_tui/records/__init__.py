"""The records of kgw: frozen msgspec Structs, one module a subject."""
