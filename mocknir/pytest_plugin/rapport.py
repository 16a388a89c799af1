"""What the report of a failed test shows of its sandbox: the journal, and why it is as it is with whom it was about."""

from mocknir.client.feil import MocknirError
from mocknir.client.hendelser import JournalEntry
from mocknir.pytest_plugin.sandkasse import ExpectingNir

ENTRIES = 40
"""How many entries of the journal are shown, the latest ones."""

WIDTH = 110


def section(sandbox: ExpectingNir, told: str, kept: str | None) -> str:
    """The section; `told` is what the report says already, `kept` how a sandbox that is kept can be looked at."""
    try:
        entries = sandbox.journal(limit=ENTRIES)
        explanations = [sandbox.why(person, sandbox.lang).rstrip() for person in dict.fromkeys(sandbox.disappointed)]
        clock = sandbox.clock()
    except MocknirError as error:
        return f"Sandkassen kan ikke leses. / The sandbox cannot be read.\n{error}"
    lines = [f"{sandbox.url}  {clock.now:%Y-%m-%d %H:%M}, {clock.mode}"]
    if kept is not None:
        lines.append(f"Beholdt / kept: mocknir why PERSON --sandbox {sandbox.name} {kept}".rstrip())
    lines += ["", "Journalen / the journal:", *map(_line, reversed(entries))]
    for explanation in explanations:
        if explanation.splitlines()[-1] not in told:
            lines += ["", explanation]
    return "\n".join(lines)


def _line(entry: JournalEntry) -> str:
    counts = ", ".join(f"{number} {name}" for name, number in entry.antall.items() if number)
    said = [entry.operasjon, entry.bruker, entry.kommune, entry.ident, entry.meldings_id, counts, entry.feilkode]
    text = " ".join(filter(None, [*said, entry.tekst]))
    line = f"#{entry.journalnummer} {entry.tidspunkt:%Y-%m-%d %H:%M} {entry.kanal:<8} {text}"
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
