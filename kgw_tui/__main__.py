"""`python -m kgw_tui` is `kgw`."""

from kgw_tui.cli import main

if __name__ == "__main__":
    main()
