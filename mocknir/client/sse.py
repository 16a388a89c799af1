"""Server-Sent Events, as mocknir sends them: a field a line."""

from collections.abc import Iterator


def felter(raa: str) -> Iterator[tuple[str, str]]:
    """The `id`, `data` and `retry` of a stream in their order; comments and the names of events are left out."""
    for linje in raa.split("\n"):
        navn, _, verdi = linje.partition(": ")
        if navn in ("id", "data", "retry"):
            yield navn, verdi
