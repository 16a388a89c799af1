"""What can go wrong in a run, told for people: bokmål first, then English."""


class Bruksfeil(Exception):
    """What was asked for cannot be done; exit code 2."""


class SandkassenErEndret(Exception):
    """The sandbox is not as the run left it: moved on, emptied, taken by others, or gone; exit code 3."""


class KanIkkeSkrive(Exception):
    """There is no room for what the run writes, it may not be written, or its database has gone; exit code 3."""


class LagerErSkadd(Exception):
    """What the run has put into its store can no longer be read; exit code 3."""
