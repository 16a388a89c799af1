"""`python -m fagsystem_sim` is the command `fagsystem-sim`."""

from fagsystem_sim.cli import main

main(prog_name="fagsystem-sim")
