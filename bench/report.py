"""Time and memory of the report of one large alert: ``dispatcher report`` as a process of its own, and each form alone.

``python -m bench.report [--deliveries 350000]`` builds a ledger with bulk inserts (a register's people on SMS and
e-mail, with everything that goes wrong), has the report written, and prints one JSON object: seconds, CPU seconds and
peak MB, together and for each form.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.big_alert import NUMBER, build

ROOT = Path(__file__).parent.parent
FORMS = ("html", "json", "csv")
CLI = "from dispatcher.cli import main; main()"
ALONE = """
import sys
from pathlib import Path
from dispatcher.evaluation import report_csv_rows, report_html, report_json
from dispatcher.ledger.engine import Ledger
form, file, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
ledger = Ledger(Path(file))
with open(sys.argv[4], "w", encoding="utf-8") as out:
    work = {"html": report_html, "json": report_json, "csv": report_csv_rows}[form]
    ledger.read_now(lambda connection: out.writelines(work(connection, number)))
ledger.close()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=350_000)
    parser.add_argument("--keep", type=Path, help="leave the ledger in this folder, or use the one that is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.keep or Path(folder)
        token = home / "token"
        if not token.exists():
            _make(home, token, given.deliveries)
        out = Path(folder) / "out"
        command = [sys.executable, "-c", CLI, "report", str(NUMBER), "--out", str(out)]
        found = {"deliveries": given.deliveries, "together": _run([*command, "--token-file", str(token)], home)}
        ledger = str(home / "var" / "dispatcher.db")
        for form in FORMS:
            alone = [sys.executable, "-c", ALONE, form, ledger, str(NUMBER), str(Path(folder) / form)]
            found[form] = _run(alone, home)
        found["megabytes"] = {path.name: round(path.stat().st_size / 1e6, 1) for path in sorted(out.iterdir())}
    print(json.dumps(found))


def _make(home: Path, token: Path, deliveries: int) -> None:
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "plan.yaml", home)
    for name in ("templates", "contacts"):
        shutil.copytree(ROOT / name, home / name)
    token.write_text(build(home / "var" / "dispatcher.db", deliveries), encoding="utf-8")
    token.chmod(0o600)


def _run(command: list[str], home: Path) -> dict[str, float]:
    """What one process took: the kernel's own count of its time and of the most memory it had."""
    began = perf_counter()
    process = subprocess.Popen(["/usr/bin/env", f"DISPATCHER_HOME={home}", *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - began
    if status:
        sys.exit(f"{' '.join(command[1:4])} ended with {os.waitstatus_to_exitcode(status)}")
    cpu = used.ru_utime + used.ru_stime
    return {"seconds": round(seconds, 1), "cpu": round(cpu, 1), "peak_mb": round(used.ru_maxrss / 1024)}


if __name__ == "__main__":
    main()
