"""`qms-desktop` and `python -m qms_desktop`."""

import sys

from qms_desktop.cli import main as run


def main() -> None:
    sys.exit(run())


if __name__ == "__main__":
    main()
