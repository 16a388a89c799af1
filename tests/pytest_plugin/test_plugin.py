"""The plugin as its users meet it: real pytest runs, against a server that runs already or with one of their own."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mocknir.client import ConnectionLost, NotReached, Server
from mocknir.pytest_plugin import rapport
from mocknir.pytest_plugin.prosess import started

pytest_plugins = ["pytester"]

ENTRIES = rapport.ENTRIES
"""A run in this process forgets what it has imported itself, so that all of the plugin is imported before."""

EXAMPLE = """
    class my_fagsystem:
        @staticmethod
        def transfer(url, foedselsnummer):
            from mocknir.client import Server

            nir = Server.connect(url.rsplit("/", 2)[0]).sandbox(url.rsplit("/", 2)[1])
            nir.transfer("0301", [{
                "person": foedselsnummer, "type": "vedtak", "eksternId": "v1", "ordning": "intro",
                "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01", "til": "2018-12-31",
            }], meldings_id="m1")

    def test_moving_without_ending(nir):                 # pytest plugin, installed with mocknir
        ola = nir.person(kommune="0301", lov="introduksjonsloven")
        my_fagsystem.transfer(nir.url, ola.foedselsnummer)
        nir.move(ola, to="1201"); nir.advance(to="2017-12-01")
        nir.expect(ola, program={"status": "avsluttet", "avsluttet_av": "NIR", "maaloppnaaelse": False})
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that runs already, as a team may have one."""
    with started("sqlite://") as url:
        yield url


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, url: str):
    """Run a test file against the server that runs already; with `own` in a process and with a server of its own."""
    for name in [n for n in os.environ if n.startswith(("MOCKNIR_", "PYTEST_"))]:
        monkeypatch.delenv(name)

    def run(source: str, *options: str, own: bool = False) -> pytest.RunResult:
        pytester.makepyfile(textwrap.dedent(source))
        if own:  # without the plugins of others, which take longer to load than the run takes
            monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
            with_ = ("-p", "mocknir.pytest_plugin", "-p", "xdist", "-p", "no:cacheprovider")
            return pytester.runpytest_subprocess(*with_, *options, timeout=120)
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", "--mocknir-url", url, *options)

    return run


def sandboxes(url: str) -> set[str]:
    server = Server.connect(url)
    try:
        return {en.name for en in server.sandboxes()}
    finally:
        server.close()


def test_the_example_runs_on_a_server_of_its_own_in_each_worker(run):
    copies = EXAMPLE + "".join(
        f"\n    def test_{n}(nir, nir_server): assert nir.name in [en.name for en in nir_server.sandboxes()]"
        for n in range(4)
    )

    run(copies, "-n", "2", own=True).assert_outcomes(passed=5)


def test_sandboxes_are_given_back(run, url: str):
    before = sandboxes(url)

    run(EXAMPLE).assert_outcomes(passed=1)

    assert sandboxes(url) == before


def test_a_failed_expectation_shows_expected_beside_actual_and_why(run, url: str):
    before = sandboxes(url)

    result = run(EXAMPLE.replace('"avsluttet_av": "NIR"', '"avsluttet_av": "kommune"'))

    result.assert_outcomes(failed=1)
    result.stdout.re_match_lines_random([
        r"E .*1 avvik 01\.12\.2017 i sandkassen moving-without-ending-\w+",
        r"E +program\.avsluttetAv",
        r"E +ventet / expected: kommune",
        r"E +er / is: +NIR",
        r"E .*etter regelen LUKKING-FLYTTING.*",
        r"-+ mocknir moving-without-ending-\w+ -+",
        r"#\d+ 2017-01-01 08:00 WS4 +OverfoerRegistreringer .* m1 1 godtatt",
        r"#\d+ 2017-04-02 04:00 NIR .*",
    ])  # fmt: skip
    assert sandboxes(url) == before


def test_what_a_test_uses_wrongly_is_shown_at_its_own_line(run):
    result = run("""
        def test_misspelt(nir):
            nir.person(komune="0301")
        """)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([
        ">*nir.person(komune=\"0301\")", "E*En person har ikke «komune»; mente du kommune?", "*test_*.py:2: WrongUse",
    ])  # fmt: skip
    assert "def plausible" not in result.stdout.str()


def test_why_is_shown_of_whom_a_caught_expectation_was_about(run):
    result = run("""
        import pytest

        def test_caught(nir):
            ola = nir.person(navn="Ola Duk")
            with pytest.raises(AssertionError):
                nir.expect(ola, lov="integreringsloven")
            assert 0
        """, "--mocknir-lang", "en")  # fmt: skip

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*mocknir caught-*", "Ola Duk (*Introduction Act*"])


def test_a_test_that_passes_or_fails_for_itself_shows_no_more_than_its_journal(run):
    result = run("""
        def test_passes(nir): nir.person(navn="Kari Duk")
        def test_fails(nir): nir.person(navn="Ola Duk"); assert 0
        def test_without(): assert 0
        """)  # fmt: skip

    result.assert_outcomes(passed=1, failed=2)
    output = result.stdout.str()
    assert output.count("Journalen / the journal:") == 1
    assert output.count("\n#") == 1 < ENTRIES
    assert "Kari Duk" not in output


def test_the_sandbox_of_a_failed_test_is_kept_where_asked(run, url: str):
    result = run("def test_fails(nir): assert 0\ndef test_passes(nir): pass", "--mocknir-keep")

    result.assert_outcomes(passed=1, failed=1)
    (kept,) = [name for name in sandboxes(url) if name.startswith("fails-")]
    result.stdout.fnmatch_lines([f"Beholdt / kept: mocknir why PERSON --sandbox {kept} --url {url}"])
    assert not [name for name in sandboxes(url) if name.startswith("passes-")]


def test_a_sandbox_that_is_kept_by_a_server_of_ones_own_can_be_opened(run):
    result = run("def test_fails(nir): assert 0", "--mocknir-keep", own=True)

    found = re.search(r"--sandbox (\S+) \(mocknir serve --database (\S+)\)", result.stdout.str())
    assert found, result.stdout.str()
    with started(found[2]) as url:
        assert found[1] in sandboxes(url)


def test_the_marker_says_how_a_sandbox_begins(run):
    run("""
        import pytest

        pytestmark = pytest.mark.mocknir(clock="2021-03-01", parameters={"VINDU-TO-MAANEDER.maaneder": 3})

        def months(nir):
            return [p.verdi for r in nir.rules() if r.id == "VINDU-TO-MAANEDER" for p in r.parameter][0]

        def test_module(nir):
            assert (str(nir.clock().today), months(nir)) == ("2021-03-01", 3)

        @pytest.mark.mocknir(clock="2018-01-01", parameters={"LUKKING-FLYTTING.dager": 30})
        def test_nearest(nir):
            assert (str(nir.clock().today), months(nir)) == ("2018-01-01", 3)
        """, "--strict-markers").assert_outcomes(passed=2)  # fmt: skip


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ('clokc="2018-01-01"', "mente du clock?"),
        ('"2018-01-01"', "tar navngitte verdier"),
        ('clock="i fjor"', "i fjor"),
        ('parameters={"maaneder": 3}', "REGEL.navn"),
        ('parameters={"VINDU-TO-MAANEDER.uker": 3}', "VINDU-TO-MAANEDER har ingen parameter «uker»"),
    ],
)
def test_a_marker_that_cannot_be_is_told_the_remedy(run, url: str, marker: str, told: str):
    before = sandboxes(url)

    result = run(f"import pytest\n@pytest.mark.mocknir({marker})\ndef test_it(nir): pass")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{told}*"])
    assert sandboxes(url) == before


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ('program={"statsu": "avsluttet"}', "program.statsu: er ikke et felt her; mente du status?"),
        ('program={"status": "ferdig"}', "program.status: «ferdig» kjennes ikke"),
        ("", "nevn minst ett av"),
    ],
)
def test_what_cannot_be_expected_is_told_apart_from_what_does_not_hold(run, expected: str, told: str):
    result = run(f"def test_it(nir): nir.expect(nir.person(), {expected})")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"*WrongUse*{told}*" if not told else f"*{told}*"])
    assert "WrongUse" in result.stdout.str()


def test_a_server_that_does_not_answer_is_told_once(run):
    result = run("def test_it(nir): pass", "--mocknir-url", "http://127.0.0.1:9")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Ingen mocknir svarer*"])


def test_who_does_not_use_it_imports_nothing_of_it(tmp_path: Path):
    (tmp_path / "test_it.py").write_text("def test_it(): pass")
    asked = (
        "import sys, pytest; pytest.main(['-q', '-p', 'mocknir.pytest_plugin']);"
        "print(*[m for m in sys.modules if m.partition('.')[0] in ('mocknir', 'lxml', 'flask', 'pydantic')])"
    )
    environ = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-p no:cacheprovider"}

    said = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, env=environ, capture_output=True, text=True,
                          check=False)  # fmt: skip

    assert said.stdout.splitlines()[-1].split() == ["mocknir", "mocknir.pytest_plugin"], said.stdout + said.stderr


@pytest.mark.parametrize("with_", [signal.SIGINT, signal.SIGKILL])
def test_no_server_is_left_when_a_run_is_ended(tmp_path: Path, with_: signal.Signals):
    (tmp_path / "test_it.py").write_text(
        textwrap.dedent("""
        import pathlib, time

        def test_it(nir, nir_server):
            pathlib.Path("url").write_text(nir_server.url)
            time.sleep(60)
        """)
    )
    environ = {n: text for n, text in os.environ.items() if not n.startswith(("MOCKNIR_", "PYTEST_"))}
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "mocknir.pytest_plugin", "-p", "no:cacheprovider", "-q"], cwd=tmp_path,
        env={**environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    address = tmp_path / "url"
    wait(lambda: address.exists() and address.read_text() != "")

    run.send_signal(with_)
    run.wait(30)

    wait(lambda: not answers(address.read_text()))


def answers(url: str) -> bool:
    try:
        sandboxes(url)
    except (NotReached, ConnectionLost):  # gone, or just going
        return False
    return True


def wait(holds) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)
