"""What can go wrong in a run, told for people: bokmål first, then English."""


class Bruksfeil(Exception):
    """What was asked for cannot be done; exit code 2."""


class KlokkenErFlyttet(Exception):
    """The clock of the sandbox does not show what it did when the run left it; exit code 3."""


class DiskenErFull(Exception):
    """There is no room for the run's own files; exit code 3."""
