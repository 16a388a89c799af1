"""The server of the bench, in a process of its own: mocknir, and an empty view behind the same waitress."""

import sys
from datetime import date

from mocknir.app import create_app, straks
from mocknir.cli.serve import spar_paa_opprydding
from mocknir.clock.wall import wall_time
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager
from mocknir.tjener import Tjener


def main(url: str) -> None:
    """Serve the sandboxes of a database URL on a free port, and say which."""
    alle = Sandboxes(lager(url), wall_time, date(2017, 9, 30))
    app = create_app(alle)
    app.add_url_rule("/tom", "tom", lambda: "", methods=["POST"])
    tjener = Tjener(app, straks(alle), host="127.0.0.1", port=0, threads=8)
    spar_paa_opprydding()
    print(tjener.adresse.port, flush=True)
    tjener.gaa()


if __name__ == "__main__":
    main(sys.argv[1])
