"""One broken promise at a time: does the suite notice? python -m tests.faults.sabotage [NAME …]

Each sabotage is one line of the package, changed in a copy of the repository in a temporary folder, where the tests
that guard the promise then run. It prints a table and exits with the number of sabotages that nobody noticed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("quale", "grammar", "tests", "examples", "docs", "pyproject.toml")
POWER, KILLED, PRUNING = (
    "tests/faults/test_power_loss.py",
    "tests/faults/test_killed.py",
    "tests/faults/test_pruning.py",
)
REFUSED = "tests/serve/test_refused.py"
SIZE = "tests/compiler/test_size.py"
LIMITS = "tests/checkpoint/test_limits.py"
GOES_ON = "tests/checkpoint/test_goes_on.py"
CACHE = "tests/native/test_cache.py"
TAKEN, READERS = "tests/faults/test_taken_away.py", "tests/faults/test_live_readers.py"
STORE, SAVER, EVOLVED = (f"tests/checkpoint/test_{name}.py" for name in ("store", "saver", "evolved"))


@dataclass(frozen=True, slots=True)
class Sabotage:
    """In `file` of the package, `line` is replaced by `by`; one of `tests` must fail."""

    name: str
    file: str
    line: str
    by: str
    tests: tuple[str, ...]


SABOTAGES = (
    Sabotage("a long block is one function", "compiler/program/cut.py", "> whole for part", "> 9**9 for part", (SIZE,)),
    Sabotage(
        "a loop for each kind wherever a cell is asked for",
        "compiler/lower/slots.py",
        "CROWD = 12",
        "CROWD = 999",
        (SIZE,),
    ),
    Sabotage(
        "the list of entities is not renewed", "compiler/lower/entities.py", "    _list_crowd(scope)\n", "", (SIZE,)
    ),
    Sabotage("no fsync of the file", "checkpoint/directory/disk.py", "disk.fsync(handle)", "_ = handle", (POWER,)),
    Sabotage(
        "no fsync of the directory",
        "checkpoint/directory/disk.py",
        "            raise\n        disk.fsync_directory(path.parent)",
        "            raise",
        (POWER,),
    ),
    Sabotage(
        "no fsync of what a killed run made",
        "checkpoint/directory/run_directory.py",
        "make_directories(directory, disk)\n    sync_way(directory, disk)",
        "make_directories(directory, disk)",
        (POWER,),
    ),
    Sabotage(
        "prune before save",
        "checkpoint/directory/saver.py",
        "saved = save(self._directory, snapshot, written_by, self._disk, prove=proof, known=self._known)",
        "prune(self._directory, self._run_id, self._plan.keep - 1, disk=self._disk)\n"
        "        saved = save(self._directory, snapshot, written_by, self._disk, prove=proof, known=self._known)",
        (POWER,),
    ),
    Sabotage(
        "write in place",
        "checkpoint/directory/disk.py",
        "temporary, handle = _create_temporary(path, disk)",
        "temporary, handle = path, disk.append(path)",
        (POWER, STORE),
    ),
    Sabotage(
        "no reading back",
        "checkpoint/directory/store.py",
        "back = disk.read(path, len(data) + 1)",
        "back = data",
        (STORE,),
    ),
    Sabotage(
        "skip the digest",
        "checkpoint/format/codec.py",
        "if whole.digest() != row.digest:",
        "if whole.digest() == b'':",
        ("tests/faults/test_damage.py",),
    ),
    Sabotage(
        "newest by name",
        "checkpoint/directory/store.py",
        "found.sort(key=lambda entry: (entry.header.generation, entry.header.created, entry.path.name), reverse=True)",
        "found.sort(key=lambda entry: entry.path.name, reverse=True)",
        (STORE,),
    ),
    Sabotage(
        "newest by time",
        "checkpoint/directory/store.py",
        "found.sort(key=lambda entry: (entry.header.generation, entry.header.created, entry.path.name), reverse=True)",
        "found.sort(key=lambda entry: entry.path.stat().st_mtime, reverse=True)",
        ("tests/faults/test_places.py::test_a_clock_that_jumps_decides_nothing",),
    ),
    Sabotage(
        "forget the tracker's splits",
        "checkpoint/format/sections.py",
        "*(tracker[name] for name in TRACKER_ARRAYS)",
        '*(tracker[name][: 0 if "split" in name else None] for name in TRACKER_ARRAYS)',
        (EVOLVED,),
    ),
    Sabotage(
        "forget the stagnation of species",
        "checkpoint/format/sections.py",
        "            **{name: species[name] for name in SPECIES_ARRAYS},",
        '            **{name: species["founded" if name == "improved" else name] for name in SPECIES_ARRAYS},',
        (EVOLVED,),
    ),
    Sabotage(
        "forget when the run improved",
        "checkpoint/format/sections.py",
        'improved=population["improved"],',
        "improved=header.generation,",
        (EVOLVED,),
    ),
    Sabotage(
        "forget to cut the logs back",
        "run/runner.py",
        "logs.rewrite(snapshot.state.history, snapshot.trials, spread_of(snapshot.state))",
        "logs._rows = len(snapshot.state.history)",
        (KILLED,),
    ),
    Sabotage(
        "answer under any name",
        "serve/guard.py",
        "        if len(hosts) != 1 or not self._is_ours(hosts[0]):",
        "        if len(hosts) != 1:",
        (REFUSED,),
    ),
    Sabotage(
        "take any token",
        "serve/guard.py",
        "return secrets.compare_digest(given.encode(), self._token.encode())",
        "return True",
        (REFUSED,),
    ),
    Sabotage(
        "serve what is asked for by its path",
        "serve/application.py",
        "        return self._answer(name) if name in PARTS else PlainTextResponse",
        "        return Response((files('quale.serve') / 'assets' / name).read_bytes()) if name else PlainTextResponse",
        (REFUSED,),
    ),
    Sabotage(
        "tell what is known once more to who comes back",
        "serve/live_run.py",
        "            return self._told(known, spreads)",
        "            return self._told(0, spreads)",
        ("tests/serve/test_answers.py",),
    ),
    Sabotage(
        "leave lines that ran ahead in the population log",
        "checkpoint/directory/population_log.py",
        "kept = _kept(before, generation)",
        "kept = _kept(before, 2**31)",
        (KILLED,),
    ),
    Sabotage(
        "leave temporary files",
        "checkpoint/directory/run_directory.py",
        "    sync_way(directory, disk)\n    sweep(directory, disk)\n    later",
        "    sync_way(directory, disk)\n    later",
        (KILLED,),
    ),
    Sabotage(
        "prune other runs, too",
        "checkpoint/directory/store.py",
        "if header.run_id == run_id]",
        "if header]",
        (PRUNING, STORE),
    ),
    Sabotage(
        "prune pinned files", "checkpoint/directory/store.py", " or os.path.realpath(path) in pinned", "", (PRUNING,)
    ),
    Sabotage(
        "prune what is proven",
        "checkpoint/directory/saver.py",
        "pins=self._pins | {newest} | proven,",
        "pins=self._pins | {newest},",
        ("tests/checkpoint/test_saver.py",),
    ),
    Sabotage(
        "prune the best",
        "checkpoint/directory/store.py",
        "if keep_best and own:",
        "if keep_best and not own:",
        (STORE, PRUNING),
    ),
    Sabotage(
        "prune by what was seen once",
        "checkpoint/directory/store.py",
        "seen is not None and seen[0] == stamp",
        "seen is not None",
        ("tests/faults/test_places.py::test_a_file_put_in_the_place_of_a_known_one_is_not_deleted",),
    ),
    Sabotage(
        "no lock",
        "checkpoint/directory/lock.py",
        "        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "        _ = handle",
        ("tests/faults/test_places.py::test_who_is_refused_touches_nothing",),
    ),
    Sabotage(
        "lock what has no name any more",
        "checkpoint/directory/lock.py",
        "            if self._is_held(hold):",
        "            if hold:",
        ("tests/checkpoint/test_lock.py",),
    ),
    Sabotage(
        "never look at the lock again",
        "checkpoint/directory/guard.py",
        "words = self._lock.renew()",
        'words = ""',
        (TAKEN,),
    ),
    Sabotage(
        "trust files that may be gone",
        "checkpoint/directory/guard.py",
        "            self._saver.start_over()",
        "            _ = self._saver",
        (TAKEN,),
    ),
    Sabotage(
        "write where another run is",
        "checkpoint/directory/guard.py",
        "            raise self._lost from error",
        "            return",
        (TAKEN,),
    ),
    Sabotage(
        "append to logs that others cut",
        "checkpoint/directory/logs.py",
        "return self._disk.size(path) == self._bytes[path]",
        "return self._disk.size(path) >= 0",
        ("tests/checkpoint/test_logs.py",),
    ),
    Sabotage(
        "overwrite logs without checkpoints",
        "checkpoint/directory/run_directory.py",
        "return lines > (log.suffix == ",
        "return lines < (log.suffix == ",
        (TAKEN,),
    ),
    Sabotage(
        "call damaged what was pruned",
        "checkpoint/directory/verify.py",
        "if file.error is None or not is_gone(file.error))",
        "if file)",
        (READERS,),
    ),
    Sabotage(
        "take the first look for the last",
        "checkpoint/directory/resume.py",
        "        if not any(is_gone(error) for error in tried):\n            break",
        "        break",
        (READERS,),
    ),
    Sabotage(
        "swallow a failed final save",
        "checkpoint/directory/saver.py",
        "            raise failed",
        "            return",
        (SAVER,),
    ),
    Sabotage(
        "evaluate before anything is saved",
        "run/runner.py",
        "saver.finish()  # there must be something to resume from before the first evaluation",
        "pass",
        ("tests/faults/test_disk_full.py",),
    ),
    Sabotage(
        "accept NaN in weights",
        "checkpoint/format/schema.py",
        '("weight", Array("<f8", (c,), "finite"))',
        '("weight", Array("<f8", (c,)))',
        ("tests/checkpoint/test_hostile.py",),
    ),
    Sabotage(
        "accept cycles",
        "checkpoint/format/sound.py",
        "and (recurrent or _union_has_no_cycle(genomes, innovation, tracker, width))",
        "and True",
        ("tests/hostile/test_sound.py",),
    ),
    Sabotage(
        "wait for the main thread",
        "cli/signals.py",
        'threading.Thread(target=self._leave, args=(run,), name="quale-leave", daemon=True).start()',
        "_ = threading.Thread",
        ("tests/faults/test_signals.py::test_in_a_generation_that_never_ends",),
    ),
    Sabotage(
        "forget two signals",
        "cli/signals.py",
        '("SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1")',
        '("SIGINT", "SIGTERM")',
        ("tests/faults/test_signals.py",),
    ),
    Sabotage(
        "look at the flag every 1024 ticks",
        "compiler/emit/emit.py",
        "ticks = PATIENCE // (1 + most(program.tick))",
        "ticks = LONGEST_INTERVAL",
        ("tests/compiler/test_emit.py",),
    ),
    Sabotage(
        "let a stream's errors out",
        "cli/output.py",
        "self.lost, self._torn = error, self._open",
        "raise OSError from error",
        ("tests/faults/test_output.py",),
    ),
    Sabotage(
        "accept species without members",
        "checkpoint/format/rules.py",
        "if (species.size < 1).any():",
        "if False:",
        (GOES_ON,),
    ),
    Sabotage(
        "give out numbers without end",
        "evolution/stop_reason.py",
        "if given + more > most), None)",
        "if given > most), None)",
        (GOES_ON,),
    ),
    Sabotage(
        "write names that cannot be read",
        "language/scope/limits.py",
        "if len(written) > LONGEST_NAME:",
        "if len(written) > LONGEST_NAME + 1:",
        (LIMITS,),
    ),
    Sabotage(
        "code under another's name",
        "native/cache.py",
        'hashlib.sha256(key.encode() + b"\\0" + code)',
        "hashlib.sha256(code)",
        (CACHE,),
    ),
    Sabotage(
        "run what others may write",
        "native/cache.py",
        "return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)",
        "return found.st_uid == os.geteuid()",
        (CACHE,),
    ),
    Sabotage(
        "give up on code that does not link",
        "native/cache.py",
        "        with suppress(RuntimeError):\n            return use(found)",
        "        return use(found)",
        (CACHE,),
    ),
)


def noticed(folder: Path, sabotage: Sabotage | None, tests: tuple[str, ...]) -> tuple[str, float]:
    """Run tests, with a sabotage in place; return which failed first (nothing: none did) and the seconds."""
    if sabotage is not None:
        path = folder / "quale" / sabotage.file
        whole = path.read_text(encoding="utf-8")
        assert whole.count(sabotage.line) == 1, f"{sabotage.name}: {whole.count(sabotage.line)} places, wanted one"
        path.write_text(whole.replace(sabotage.line, sabotage.by), encoding="utf-8")
    began = time.monotonic()
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    finally:
        if sabotage is not None:
            path.write_text(whole, encoding="utf-8")
    if run.returncode not in {0, 1}:
        raise SystemExit(f"pytest ended with {run.returncode}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    failed = re.findall(r"^(?:FAILED|ERROR) (?:\S*/)?(\S+::\S+)", run.stdout, re.MULTILINE)
    return (failed[0] if failed else ""), time.monotonic() - began


def main(names: list[str]) -> int:
    """Try all, or those named, and print the table."""
    chosen = [sabotage for sabotage in SABOTAGES if not names or sabotage.name in names]
    missed = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
            else:
                shutil.copy(ROOT / part, folder / part)
        if not names:
            tests = tuple(sorted({test for sabotage in chosen for test in sabotage.tests}))
            failed, seconds = noticed(folder, None, tests)
            print(f"{'none: the tests pass as they are':36} {failed or 'all pass'}  ({seconds:.0f} s)", flush=True)
            if failed:
                return 1
        for sabotage in chosen:
            failed, seconds = noticed(folder, sabotage, sabotage.tests)
            missed += not failed
            print(f"{sabotage.name:36} {failed or 'NOT NOTICED'}  ({seconds:.0f} s)", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} noticed")
    return missed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
