"""`python -m mocknir` is the command `mocknir`."""

from mocknir.cli import main

main(prog_name="mocknir")
