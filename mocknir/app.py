"""The Flask application: the SOAP doors, the control plane, a sign of life and a page that says where things are."""

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from mocknir import __version__
from mocknir.client.server import Server
from mocknir.client.transport import WsgiTransport
from mocknir.clock.wall import wall_time
from mocknir.control.blueprint import lag_blueprint as lag_kontrollplan
from mocknir.control.hjerteslag import Hjerteslag
from mocknir.control.lyttere import Lyttere
from mocknir.control.problem import Problem, av_http
from mocknir.control.ruter import Kontroll
from mocknir.register.feil import Feilkode
from mocknir.sandbox import Sandboxes
from mocknir.soap.http import kalt_sandkasse
from mocknir.soap.http import lag_blueprint as lag_ws4
from mocknir.store.lager import lager
from mocknir.tjener import Laas, Straks

LIV = "/healthz"

_logg = logging.getLogger(__name__)


def create_app(
    sandboxes: Sandboxes,
    *,
    hjerteslag: Hjerteslag | None = None,
    control_token: str | None = None,
    lyttere: Lyttere | None = None,
) -> Flask:
    """The application over a store's sandboxes.

    `hjerteslag` moves running clocks; whoever hands it in also stops it. `control_token` opens the control plane
    to other machines, for those who send it. `lyttere` bounds who may be held listening to events; a server that
    stops stops them.
    """
    app = Flask("mocknir", static_folder=None)
    kontroll = Kontroll(sandboxes, hjerteslag or Hjerteslag(sandboxes), lyttere or Lyttere())
    app.register_blueprint(lag_ws4(kontroll.hent, wall_time))
    app.register_blueprint(lag_kontrollplan(kontroll, control_token))
    app.add_url_rule(LIV, "healthz", _liv)
    app.add_url_rule("/", "start", _startside)
    app.register_error_handler(Problem, lambda problem: problem.svar())
    app.register_error_handler(HTTPException, lambda feil: av_http(feil).svar())
    app.register_error_handler(Exception, _uventet)
    return app


class _Ingen:
    """The lock of a call that works on nothing."""

    def release(self) -> None:
        """There is nothing to let go."""


def straks(sandboxes: Sandboxes) -> Straks:
    """Which calls a server may carry out at once: those to WS4 in a sandbox where they wait for nothing, and the sign
    of life, which is given also while all threads are held."""

    def laas(metode: str, sti: str) -> Laas | None:
        if sti == LIV:
            return _Ingen()
        sandbox = kalt_sandkasse(metode, sti)
        return None if sandbox is None else sandboxes.straks(sandbox)

    return laas


def in_process(database: str = "sqlite://") -> Server:
    """A server without sockets, over a database of its own: what test tools run in when they are given no address.

    Close it, and what it held is let go.
    """
    sandboxes = Sandboxes(lager(database), wall_time)
    hjerteslag = Hjerteslag(sandboxes)

    def lukk() -> None:
        hjerteslag.stopp()
        sandboxes.lukk()

    return Server(WsgiTransport(create_app(sandboxes, hjerteslag=hjerteslag), lukk))


def _liv() -> dict[str, str]:
    return {"status": "ok", "version": __version__}


def _uventet(feil: Exception) -> Response:
    _logg.error("%s %s", request.method, request.path, exc_info=feil)
    return Problem(
        500, Feilkode.INTERN_FEIL, "Det oppsto en feil i mocknir; detaljene står i serverens logg",
        "Something went wrong in mocknir; the server's log has the details",
        raad="Meld feilen med det loggen sier", advice="Report it with what the log says",
    ).svar()  # fmt: skip


def _startside() -> str:
    return f"""<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mocknir</title>
<style>
  body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem;
         color: #1b1b1b; background: #fff; }}
  [lang=en] {{ color: #555; }}
  code {{ background: #f0f0f0; padding: 0 .2em; }}
  @media (prefers-color-scheme: dark) {{
    body {{ color: #eee; background: #1b1b1b; }} [lang=en] {{ color: #bbb; }} code {{ background: #333; }}
    a {{ color: #8ab4f8; }}
  }}
</style>
<h1>mocknir {__version__}</h1>
<p>En etterligning av Nasjonalt introduksjonsregister (NIR), til test og opplæring. Bare syntetiske personer.
<p lang="en">A mock of NIR, Norway's register of introduction programmes, for testing and training.
  Synthetic persons only.
<ul>
  <li><a href="/ws4">WS4</a>: <a href="/ws4?wsdl">kontrakten (WSDL)</a>,
    <a href="/ws4?wsdl&amp;soap=1.2">SOAP 1.2</a>; andre sandkasser: <code>/SANDKASSE/ws4</code>
    <span lang="en">– the contract; other sandboxes: <code>/SANDBOX/ws4</code></span>
  <li><a href="/control/v1/">Kontrollplanet</a> (REST)
    <span lang="en">– the control plane</span>
  <li>På kommandolinjen: <code>mocknir --help</code> <span lang="en">– on the command line</span>
</ul>
</html>
"""
