"""The command line: parse, call, print. `main` is the one place where errors become messages and exit codes.

Exit codes: 0 the work was done; 1 some inputs failed (the rest is written); 2 called wrongly; 3 `check --fail-on` found what
it was asked to look for.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal

import typer
from typer.core import TyperGroup

from duizhao import __version__
from duizhao.errors import DuizhaoError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duizhao.model import Failure
    from duizhao.settings import Settings

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_FOUND = 3


class _Commands(TyperGroup):
    """The commands; a wrong value is told without the words of the library that looked at it."""

    def invoke(self, ctx: Any) -> Any:
        """See `TyperGroup.invoke`."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    name="duizhao",
    cls=_Commands,
    help="Where do the Chinese and the English of a text disagree?",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

SettingsOption = Annotated[Path | None, typer.Option("--settings", help="TOML file; docs/settings.md lists every setting.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="File to write instead of standard output.")]
FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="File to read; - or nothing reads standard input.")]
PeopleOption = Annotated[bool, typer.Option("--people/--no-people", help="Look for people (their models take most of the time).")]
WorkersOption = Annotated[int | None, typer.Option("--workers", min=1, help="Processes; default: as the work needs.")]
Lang = Literal["zh", "en"]


def main() -> None:
    """Run the program; no traceback reaches a user unless `DUIZHAO_DEBUG` is set."""
    try:
        app()
    except DuizhaoError as error:
        if os.environ.get("DUIZHAO_DEBUG"):
            raise
        print(f"duizhao: {error}", file=sys.stderr)
        sys.exit(EXIT_SOME_FAILED if error.code.startswith("input.") else EXIT_USAGE)
    except BrokenPipeError:
        # The reader has gone (`duizhao claims … | head`): stop quietly, and keep Python from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_SOME_FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("DUIZHAO_DEBUG"):
            raise
        print(f"duizhao: a fault of this program: {type(error).__name__}: {error}. Please report it.", file=sys.stderr)
        sys.exit(EXIT_SOME_FAILED)


def _version(asked: bool) -> None:
    if asked:
        print(f"duizhao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Where do the Chinese and the English of a text disagree?"""


@app.command(epilog="Example: duizhao extract reports/ --out run")
def extract(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files, folders, or a corpus.toml; default corpus/.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Run folder to write.")] = Path("out"),
    force: Annotated[bool, typer.Option("--force", help="Replace the run folder that is there.")] = False,
    workers: WorkersOption = None,
    resume: Annotated[bool, typer.Option("--resume", help="Keep finished files beside the run folder; go on from them.")] = False,
    cache: Annotated[Path | None, typer.Option("--cache", help="Folder that keeps what was read of unchanged files.")] = None,
    engine: Annotated[Literal["local", "ray"], typer.Option("--engine", help="Where the work is done.")] = "local",
    people: PeopleOption = True,
    settings_file: SettingsOption = None,
) -> None:
    """Read bilingual documents, find what they claim and where they disagree; write a run folder with the report."""
    from duizhao.engine import RunOptions, extract_run
    from duizhao.report.terminal import print_run, progress_bars
    from duizhao.review.store import DecisionStore, decisions_path

    settings = _settings(settings_file, people=people)
    if resume and cache is None:
        cache = out.resolve().with_name(f".{out.name}.resume")
    options = RunOptions(
        out=out,
        force=force,
        workers=workers,
        engine=engine,
        cache=cache,
        decisions=DecisionStore(decisions_path(out)).current(),
    )
    with progress_bars() as progress:
        run = extract_run(paths or [Path("corpus")], options, settings, progress)
    print_run(run, settings.report)
    if run.manifest.counts["failures"]:
        raise typer.Exit(EXIT_SOME_FAILED)


@app.command(epilog="Example: duizhao normalize damaged.txt --explain")
def normalize(
    file: FileArgument = "-",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Rows {id, text} in, {id, text, repairs} out.")] = False,
    keep_script: Annotated[bool, typer.Option("--keep-script", help="Repair, but leave Traditional as it is.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Print each repair instead of the text.")] = False,
    out: OutOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Repair damaged Chinese text and convert it to Simplified."""
    from duizhao.engine import streams

    settings = _settings(settings_file, keep_script=keep_script)
    with _writer(out) as write:
        if jsonl:
            _finish(streams.normalize_rows(_input(file), settings), write)
        elif explain:
            colour = out is None and sys.stdout.isatty()
            _finish(streams.explain_text(_input(file), settings, colour=colour), write)
        else:
            _finish(streams.normalize_text(_input(file), settings), write)


@app.command(epilog="Example: duizhao align report.zh.txt report.en.txt")
def align(
    zh: Annotated[Path, typer.Argument(help="Chinese text.")],
    en: Annotated[Path, typer.Argument(help="English text.")],
    sentences: Annotated[bool, typer.Option("--sentences", help="A sentence a line, kept as they are.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Beads with texts and spans, as JSON rows.")] = False,
    out: OutOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Align two texts sentence by sentence: one bead a line, `[zh indices]:[en indices]:score`."""
    from duizhao.engine import streams

    with _writer(out) as write:
        _finish(streams.align_files(zh, en, _settings(settings_file), one_a_line=sentences, jsonl=jsonl), write)


@app.command(epilog="Example: echo 累计培训约5400人次 | duizhao claims --lang zh")
def claims(
    file: FileArgument = "-",
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language of the text; rows may name their own.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read rows {id, lang, text}.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Print what was refused, with the reason, instead.")] = False,
    people: PeopleOption = True,
    out: OutOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Find every number, date and person: one claim a line, as JSON."""
    from duizhao.engine import streams

    settings = _settings(settings_file, people=people)
    with _writer(out) as write:
        if jsonl:
            _finish(streams.claim_rows(_input(file), lang, settings, rejected=rejected), write)
        else:
            _finish(streams.claims_of_text(_input(file), lang, settings, rejected=rejected), write)


@app.command(
    epilog="Exits with 0 when all was compared, 1 when something could not be read, 2 when called wrongly, and 3, whatever else, "
    "when --fail-on found what it looks for. Example: duizhao check translation.tmx project/ --fail-on major"
)
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Files, and folders of them; - or nothing reads standard input."),
    ] = None,
    input_format: Annotated[
        Literal["tsv", "csv", "xlsx", "jsonl", "tmx", "xliff", "po", "subtitles"] | None,
        typer.Option("--format", help="What is read; default: by the file's name, else by its first characters."),
    ] = None,
    fail_on: Annotated[
        Literal["critical", "major", "minor", "info"] | None,
        typer.Option("--fail-on", help="Exit with 3 when a finding of this severity or worse is made."),
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print lines for people, file:line: severity: message.")] = False,
    workers: WorkersOption = None,
    people: PeopleOption = True,
    out: OutOption = None,
    settings_file: SettingsOption = None,
) -> None:
    """Check aligned pairs (TSV, CSV, XLSX, JSONL, TMX, XLIFF, gettext, subtitles): one finding a line, as JSON."""
    from duizhao.engine import streams
    from duizhao.model import SEVERITIES

    settings = _settings(settings_file, people=people)
    tally = streams.Tally()
    options = streams.CheckOptions(input_format, as_text=text)
    names = files or ["-"]
    if len(names) > 1 and "-" in names:
        raise UsageError("Standard input is read by itself.", hint="Leave the - or the files out.")
    with _writer(out) as write:
        if len(names) > 1 or Path(names[0]).is_dir():
            rows = streams.check_files([Path(name) for name in names], options, settings, tally, workers)
        else:
            rows = streams.check_rows(_input(names[0]), options, settings, tally)
        failed = _finish(rows, write, leave=False)
    print(f"duizhao: {tally}.", file=sys.stderr)
    if fail_on and any(tally.findings[severity] for severity in SEVERITIES[: SEVERITIES.index(fail_on) + 1]):
        raise typer.Exit(EXIT_FOUND)
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED)


@app.command(epilog="Example: duizhao report out")
def report(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    out: Annotated[Path | None, typer.Option("--out", help="File to write; default report.html in the run folder.")] = None,
    settings_file: SettingsOption = None,
) -> None:
    """Write the reviewers' page of a run again, with the reviewers' decisions so far."""
    from duizhao.report import load_run, render_page
    from duizhao.review.store import DecisionStore, decisions_path

    page = render_page(load_run(run), _settings(settings_file).report, decisions=DecisionStore(decisions_path(run)).current())
    path = out or run / "report.html"
    with _writer(path) as write:
        write(page)
    print(path)


@app.command(epilog="Example: duizhao review out --port 8642")
def review(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    host: Annotated[str, typer.Option("--host", help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8642,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    settings_file: SettingsOption = None,
) -> None:
    """Serve the reviewers' page of a run; decisions are kept beside the run folder."""
    from duizhao.review import serve

    serve(run, _settings(settings_file).report, host=host, port=port, open_browser=not no_open)


@app.command(epilog="Example: duizhao export out --to csv --out findings.csv")
def export(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    to: Annotated[Literal["csv", "tmx", "sqlite", "markdown"], typer.Option("--to", help="Format.")],
    out: OutOption = None,
) -> None:
    """Write a run in another format: findings as CSV or Markdown, beads as TMX, everything as an SQLite database."""
    from duizhao.report import export_bytes, load_run

    content = export_bytes(load_run(run), to)
    if out is None:
        if to == "sqlite" and sys.stdout.isatty():
            raise UsageError("An SQLite database is no text for a terminal.", hint="Name a file with --out.")
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.") from error


@app.command(epilog="Example: duizhao schema --out schemas/")
def schema(
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write a file a record into.")] = None,
    check_folder: Annotated[
        Path | None, typer.Option("--check", help="Exit with 1 when the schemas there are not these.")
    ] = None,
) -> None:
    """Print the JSON Schemas of the output files."""
    from duizhao.report.schema_files import schema_files, stale_schemas, write_schemas

    if check_folder is not None:
        stale = stale_schemas(check_folder)
        for name in stale:
            print(f"duizhao: {check_folder / name} does not match the records.", file=sys.stderr)
        raise typer.Exit(EXIT_SOME_FAILED if stale else 0)
    if out is not None:
        write_schemas(out)
        return
    for content in schema_files().values():
        print(content, end="")


@app.command(epilog="Example: duizhao evaluate out --json")
def evaluate(
    run: Annotated[Path | None, typer.Argument(help="Run folder over the corpus; default: a new run of it.")] = None,
    corpus: Annotated[Path, typer.Option("--corpus", help="The documents.")] = Path("corpus"),
    annotations: Annotated[Path, typer.Option("--annotations", help="Their gold.")] = Path("annotations"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    settings_file: SettingsOption = None,
) -> None:
    """Score against annotations/: precision, recall and F1 of repairs, beads, claims and findings."""
    from duizhao.evaluate import evaluate_corpus, print_scores
    from duizhao.report.terminal import progress_bars

    with progress_bars() as progress:
        scores = evaluate_corpus(run, corpus, annotations, _settings(settings_file), progress)
    print_scores(scores, as_json=as_json)


def _settings(path: Path | None, *, people: bool = True, keep_script: bool = False) -> Settings:
    """The settings file, with what the flags change."""
    import msgspec

    from duizhao.settings import load_settings

    settings = load_settings(path)
    if not people:
        settings = msgspec.structs.replace(settings, claims=msgspec.structs.replace(settings.claims, people=False))
    if keep_script:
        settings = msgspec.structs.replace(settings, normalize=msgspec.structs.replace(settings.normalize, simplify=False))
    return settings


def _input(file: str) -> Path | BinaryIO:
    return sys.stdin.buffer if file == "-" else Path(file)


@contextmanager
def _writer(out: Path | None) -> Iterator[Callable[[str], None]]:
    """A function that writes text, to standard output in UTF-8 or to a file that appears when all went well."""
    if out is None:
        stdout = sys.stdout.buffer

        def write_out(text: str) -> None:
            stdout.write(text.encode())

        yield write_out
        stdout.flush()
        return
    partial = out.with_name(f".{out.name}.partial-{os.getpid()}")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield lambda text: (file.write(text), None)[1]
        partial.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _finish(rows: Iterator[str | Failure], write: Callable[[str], None], *, leave: bool = True) -> bool:
    """Write the rows; report the failures among them on standard error and say whether there were any."""
    failed = False
    for row in rows:
        if isinstance(row, str):
            write(row)
            continue
        failed = failed or not row.read
        print(f"duizhao: {row}", file=sys.stderr)
    if failed and leave:
        raise typer.Exit(EXIT_SOME_FAILED)
    return failed
