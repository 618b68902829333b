"""`python -m app` is the command `stet`."""

from .cli import main

main()
