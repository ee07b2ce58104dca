"""Reading what is typed: lines, dates, names and whole files."""
