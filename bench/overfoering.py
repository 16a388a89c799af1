"""A transfer, stage by stage and over HTTP: small and large, on an empty register and a full one."""

import http.client
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from lxml import etree
from sqlalchemy import text

from bench.folk import NATT, fyll
from bench.maaling import Resultat, tid
from bench.meldinger import melding
from mocknir.clock.wall import wall_time
from mocknir.register import commands as c
from mocknir.register.behandle import Tilstand, behandle, kanoniske_tekster
from mocknir.register.vurdering import ROLLER, WS4, Bruker
from mocknir.sandbox import Sandbox, Sandboxes
from mocknir.soap import binding, konvolutt, svar, validering
from mocknir.store import koding, lesing
from mocknir.store import tabeller as t
from mocknir.store.lager import lager

BRUKER = Bruker("bench", "0301", ROLLER)
FAST = 40
"""How many calls a small thing is timed over."""


@contextmanager
def register(deltakere: int, per_deltaker: int) -> Iterator[tuple[Sandboxes, Sandbox, list[str], str]]:
    """A register with people of one kommune in it, and the numbers of those."""
    with tempfile.TemporaryDirectory(prefix="mocknir-bench-") as mappe:
        url = f"sqlite:///{mappe}"
        alle = Sandboxes(lager(url), wall_time)
        sandbox = alle.opprett("default", NATT.replace(month=9, day=30))
        sandbox.administrer(c.OpprettBruker("bench", "hemmelig", "0301", ROLLER))
        fyll(sandbox, deltakere, per_deltaker, 0)
        with sandbox.base.les() as forbindelse:
            sql = "SELECT dufnummer FROM person WHERE id % 2 = 1 ORDER BY id LIMIT 2000"
            personer = [rad[0] for rad in forbindelse.execute(text(sql))]
        yield alle, sandbox, personer, url
        alle.lukk()


def _innhold(raa: bytes) -> etree._Element:
    rot = konvolutt.les_xml(raa)
    return konvolutt.pakk_ut(rot, konvolutt.versjon_av(rot)).innhold


def trinn(antall: int, ganger: int) -> Iterator[Resultat]:
    """The stages of one message of so many registrations, each on its own."""
    with register(2000, 12) as (_, sandbox, personer, _url):
        nr = count()
        felles = personer[: max(1, antall // 3)]

        def ny() -> bytes:
            return melding(f"b{next(nr)}", felles, antall)

        raa = ny()
        innhold = _innhold(raa)
        linjer = binding.linjer(innhold)
        command = c.Registrer("m", "0301", BRUKER, WS4, linjer)
        tekster = kanoniske_tekster(command)
        les = tid(lambda: konvolutt.les_xml(raa), ganger)
        valider = tid(lambda: validering.valider(innhold), ganger)
        bind = tid(lambda: binding.linjer(innhold), ganger)

        def slaa_opp() -> Tilstand:
            folk = lesing.personer(sandbox.base, {linje.ident for linje in linjer})
            deltakere = lesing.deltakere(sandbox.base, folk.values(), sandbox.regelsett.rammer())
            return Tilstand({ident: deltakere[p.id] for ident, p in folk.items()})

        def doem(tilstand: Tilstand) -> None:
            ider = sandbox.base.ider["registrering"]
            behandle(command, tilstand, sandbox.regelsett.vurder, sandbox.naa(), ider, 0, tekster)

        oppslag = tid(slaa_opp, ganger)
        tilstander = iter([slaa_opp() for _ in range(ganger)])
        regler = tid(lambda: doem(next(tilstander)), ganger)
        kommandoer = iter([
            c.Registrer(f"x{i}", "0301", BRUKER, WS4, binding.linjer(_innhold(ny()))) for i in range(2 * ganger)
        ])  # fmt: skip
        kvitteringer = []

        def registrer() -> None:
            kvitteringer.append(sandbox.registrer(next(kommandoer), raa))

        def registrer_fremmede() -> None:
            sandbox.glem_deltakere()
            registrer()

        alt, igjen = tid(registrer_fremmede, ganger), tid(registrer, ganger)
        if any(u.kode.value == "avvist" for k in kvitteringer for u in k.utfall):
            raise AssertionError(f"the bench's registrations were rejected: {kvitteringer[0].utfall[:3]}")
        svare = tid(lambda: svar.kvittering(kvitteringer[0]), ganger)
        bare = tid(_bar_innsetting(sandbox, antall), ganger)
    grunn = les + valider + bare
    hele = les + valider + bind + alt + svare
    stort = antall == 1000
    stykker = f"{antall} registreringer"
    yield Resultat(f"{stykker}, {len(raa)} byte: lese XML", les, "hele", les / hele)
    yield Resultat("  validere mot skjemaet", valider, "hele", valider / hele)
    yield Resultat("  binde", bind, "hele", bind / hele)
    yield Resultat("  slå opp personer og det som står", oppslag, "hele", oppslag / hele)
    yield Resultat("  dømme etter reglene", regler, "hele", regler / hele)
    lagre = alt - oppslag - regler
    yield Resultat("  lagre: versjoner, program, journal, commit", lagre, "hele", lagre / hele)
    yield Resultat("  svare", svare, "hele", svare / hele)
    yield Resultat(f"  hele, uten HTTP ({antall / hele:.0f} registreringer/s)", hele, "hele", 1.0)
    kjent = hele - alt + igjen
    yield Resultat(f"  det samme om personer fra meldingen før ({antall / kjent:.0f} registreringer/s)", kjent,
                   "hele", kjent / hele)  # fmt: skip
    forhold = grunn / hele
    yield Resultat(f"  lese, validere, bar innsetting ({antall / grunn:.0f} registreringer/s)", grunn, "hele", forhold,
                   "≥ 0.5" if stort else "", forhold >= 0.5 if stort else None)  # fmt: skip


def _bar_innsetting(sandbox: Sandbox, antall: int) -> Callable[[], None]:
    """Insert that many finished rows into the same table in one commit, and do nothing else."""
    base = sandbox.base
    with base.transaksjon():
        mal = base.rader(lambda _: t.registrering.select().limit(1))[0]
    tidspunkt = koding.tid_tekst(sandbox.naa())

    def sett_inn() -> None:
        rader = [
            (next(base.ider["registrering"]), mal[1], "0301", f"bar-{nr}", *mal[4:13], tidspunkt, tidspunkt, 0)
            for nr in range(antall)
        ]
        with base.transaksjon():
            base.sett_inn(t.registrering, rader)

    return sett_inn


@contextmanager
def tjener(url: str) -> Iterator[http.client.HTTPConnection]:
    """A server process over a database, and a kept-alive connection to it."""
    prosess = subprocess.Popen(
        [sys.executable, "-m", "bench.tjener", url], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    )
    try:
        assert prosess.stdout is not None  # it was asked for
        forbindelse = http.client.HTTPConnection("127.0.0.1", int(prosess.stdout.readline()), timeout=60)
        yield forbindelse
        forbindelse.close()
    finally:
        prosess.terminate()
        prosess.wait(10)


def _post(forbindelse: http.client.HTTPConnection, sti: str, kropp: bytes) -> bytes:
    forbindelse.request("POST", sti, kropp, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
    svar_ = forbindelse.getresponse()
    innhold = svar_.read()
    if svar_.status != 200:
        raise AssertionError(f"{svar_.status}: {innhold[:500]!r}")
    return innhold


def over_http(deltakere: int, per_deltaker: int, ganger: int) -> tuple[float, float]:
    """The median time of an accepted transfer of three registrations, and of an empty view, over HTTP."""
    with register(deltakere, per_deltaker) as (alle, _, personer, url):
        alle.lukk()
        with tjener(url) as forbindelse:
            bodyer = [melding(f"h{nr}", [personer[nr % len(personer)]], 3) for nr in range(2 * ganger + 20)]
            neste = iter(bodyer)
            for _ in range(20):
                if b"<ws4:avvist>0<" not in (svar_ := _post(forbindelse, "/ws4", next(neste))) and b">avvist<" in svar_:
                    raise AssertionError(svar_.decode())
                _post(forbindelse, "/tom", bodyer[0])
            tom = tid(lambda: _post(forbindelse, "/tom", bodyer[0]), ganger)
            hel = tid(lambda: _post(forbindelse, "/ws4", next(neste)), ganger)
            tom2 = tid(lambda: _post(forbindelse, "/tom", bodyer[0]), ganger)
    return hel, (tom + tom2) / 2


def maal(full: int, ganger: int = 300) -> Iterator[Resultat]:
    """All of it: stages of a small and a large message, then over HTTP on an empty and a full register."""
    yield from trinn(3, FAST)
    yield from trinn(1000, 5)
    hel, tom = over_http(200, 3, ganger)
    yield Resultat("tom Flask-visning bak samme waitress", tom)
    forhold = tom / hel
    yield Resultat("3 registreringer over HTTP, alt slått på", hel, "tom", forhold, "≥ 0.3", forhold >= 0.3)
    hel_full, tom_full = over_http(full // 30, 30, ganger)
    yield Resultat(f"det samme med {full} registreringer lagret", hel_full, "tomt register",
                   (hel_full / tom_full) / (hel / tom))  # fmt: skip
