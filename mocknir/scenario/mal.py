"""The file a new scenario begins as: a whole scenario with a comment at each part, that passes the check."""

from datetime import date, timedelta
from pathlib import Path

from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.lov import INTEGRERINGSLOVEN, INTEGRERINGSLOVEN_FRA, INTRODUKSJONSLOVEN
from mocknir.rules.regel import Regel

SKJEMAFIL = "scenario.schema.json"

FOERSTE_DAG = date(2017, 1, 2)
"""Where a scenario begins whose rule was there from the first: the year that NIR replaced KOSTRA."""
NY_LOV_FERDIG = date(2021, 7, 1)
"""From then on NIR could hold all of integreringsloven (domain.md §1.7)."""


def lag(navn: str, regel: Regel, skjema: str) -> str:
    """The text of the file; `skjema` is where an editor finds the schema, seen from the file."""
    clock = max(FOERSTE_DAG, regel.fra or FOERSTE_DAG)
    if clock >= INTEGRERINGSLOVEN_FRA:
        clock = max(clock, NY_LOV_FERDIG)
    til = legg_til_maaneder(clock, 12) - timedelta(days=1)
    lov = INTEGRERINGSLOVEN if clock >= INTEGRERINGSLOVEN_FRA else INTRODUKSJONSLOVEN
    return _MAL.format(
        skjema=skjema, navn=navn, regel=regel.id, tittel=regel.tittel, title=regel.title,
        kilde=regel.kilde.henvisning, clock=clock, til=til, lov=lov, foerst=legg_til_maaneder(clock, 1),
        senere=legg_til_maaneder(clock, 3),
    )  # fmt: skip


def finn_skjema(mappe: Path) -> str:
    """Where the schema lies, seen from a folder; beside the file, when it is nowhere above."""
    her = mappe.resolve()
    for nr, over in enumerate((her, *her.parents)):
        for sti in (SKJEMAFIL, f"scenarios/{SKJEMAFIL}"):
            if (over / sti).is_file():
                return "../" * nr + sti
    return SKJEMAFIL


_MAL = """\
# yaml-language-server: $schema={skjema}
# Linjen over gir hjelp mens du skriver; skjemaet får du med «mocknir scenario schema > {skjema}».
# The line above gives completion in editors; «mocknir scenario schema > {skjema}» writes the schema.

scenario: {navn}  # filens navn uten .yaml / the file's name without .yaml
title:
  nb: Skriv hva scenarioet viser, i én setning
  en: Write what the scenario shows, in a sentence

# {tittel}
# {title}
rules: [{regel}]
source: "{kilde}"
shows: biter-ikke  # biter, biter-ikke eller grense / bites, just does not, border date

# Dagen det begynner. Klokken står stille til «advance» eller «expect: at» flytter den.
# The day it begins. The clock stands still until «advance» or «expect: at» moves it.
clock: {clock}

# Personene får syntetiske numre. / The persons get synthetic numbers.
persons:
  amina: {{kommune: "0301", lov: {lov}}}

steps:
  - id: tildeling
    transfer:
      kommune: "0301"
      registrations:
        - person: amina
          type: vedtak
          eksternId: v1
          ordning: intro
          vedtakstype: tildeling
          vedtaksdato: {clock}
          fra: {clock}
          til: {til}
  - advance: {{to: {foerst}}}
  # Andre steg / other steps: event, access, parameter, web, fault, repeat, snapshot, restore, vendor
  - expect:
      - receipt: tildeling
        outcomes: {{v1: godtatt}}

# Hva registeret skal vise den dagen. Bare det som nevnes, ses på.
# What the register must show that day. Only what is named is looked at.
expect:
  - at: {senere}
    that:
      - person: amina
        program:
          status: i program
          start: {{date: tildeling}}
          slutt: {{absent: true}}
"""
