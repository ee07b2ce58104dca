"""The commands, one module a place; `kgw_tui.command_table` is all of them together."""
