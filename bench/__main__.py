"""Five interleaved rounds of bare aiohttp and of ours against one sink; medians and the ratio of each round."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import orjson

from bench.ours import BODY

OUT = Path(__file__).parent / "out" / "results.json"
IN_FLIGHT = {"aiohttp-bare": "bench.bare", "dispatcher-sqlite": "bench.ours"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="two minutes at most")
    short = parser.parse_args().short
    rounds, sends = (3, 8_000) if short else (5, 20_000)
    found: dict[str, list[dict[str, float]]] = {name: [] for name in IN_FLIGHT}
    with _sink() as sink:
        assert sink.stdout is not None
        port = sink.stdout.readline().strip()
        for number in range(rounds):
            for name, module in IN_FLIGHT.items():
                found[name].append(_run(module, port, sends))
                print(f"  runde {number + 1}: {name:<18} {found[name][-1]['cpu_us']:6.0f} µs CPU", flush=True)
        assert sink.stdin is not None
        sink.stdin.close()
    _write(found, sends, rounds)


def _sink() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.sink"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _run(module: str, port: str, sends: int) -> dict[str, float]:
    callback = f"http://127.0.0.1:1/callbacks/twilio/{'0' * 32}#rc=5&rp=all"
    body = urlencode({"From": "Loten", "Body": BODY, "To": "+4742000001", "StatusCallback": callback})
    body += "&ValidityPeriod=3600"
    done = subprocess.run(  # each in a process of its own
        [sys.executable, "-m", module, port, str(sends), "100"],  # as many in flight as the setting's default
        input=body.encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    return dict(orjson.loads(done.stdout.splitlines()[-1]))


def _write(found: dict[str, list[dict[str, float]]], sends: int, rounds: int) -> None:
    bare, ours = found["aiohttp-bare"], found["dispatcher-sqlite"]
    ratios = [one["cpu_us"] / two["cpu_us"] for one, two in zip(bare, ours, strict=True)]
    rows = [
        {"name": name, **{key: median(run[key] for run in runs) for key in runs[0]}, "sends": sends, "rounds": rounds}
        for name, runs in found.items()
    ]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(orjson.dumps({"rows": rows, "cpu_ratio": {"median": median(ratios), "rounds": ratios}}))
    print("\n| what | CPU µs per send | sends/s | recorded |\n|---|---:|---:|---:|")
    for row in rows:
        print(f"| {row['name']} | {row['cpu_us']:.0f} | {row['rate']:,.0f} | {row['recorded']:,.0f} |")
    print(f"\nCPU of aiohttp-bare ÷ ours, median of {rounds} rounds: {median(ratios):.2f}")


if __name__ == "__main__":
    main()
