"""`python -m datong` and the console script `datong`."""

import sys


def main() -> int:
    from datong.config.cli import run  # noqa: PLC0415 - the command line is assembled only when it is called

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
