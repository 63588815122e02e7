"""Two protocols that others ship, small and honest: send, then record; and lease, send, do it again when it runs out.

python -m bench.rivals naive|redo LEDGER PROVIDER
"""

from __future__ import annotations

import sqlite3
import sys
from base64 import b64encode
from http.client import HTTPConnection
from time import sleep, time
from urllib.parse import urlencode, urlsplit

LEASE = 1.0
PATH = "/2010-04-01/Accounts/AC1/Messages.json"
HEADERS = {
    "Authorization": f"Basic {b64encode(b'AC1:t').decode()}",
    "Content-Type": "application/x-www-form-urlencoded",
}


def open_ledger(file: str) -> sqlite3.Connection:
    ledger = sqlite3.connect(file, isolation_level=None)
    ledger.execute("PRAGMA journal_mode = WAL")
    ledger.execute("PRAGMA synchronous = FULL")
    ledger.execute("CREATE TABLE IF NOT EXISTS sms (number TEXT PRIMARY KEY, state TEXT, leased_until REAL)")
    return ledger


def send(http: HTTPConnection, number: str) -> None:
    http.request("POST", PATH, urlencode({"From": "Loten", "To": number, "Body": "Kok vannet."}), HEADERS)
    answer = http.getresponse()
    answer.read()
    assert answer.status == 201, answer.status


def naive(ledger: sqlite3.Connection, http: HTTPConnection) -> None:
    while row := ledger.execute("SELECT number FROM sms WHERE state = 'pending' LIMIT 1").fetchone():
        send(http, row[0])
        ledger.execute("UPDATE sms SET state = 'sent' WHERE number = ?", row)


def redo(ledger: sqlite3.Connection, http: HTTPConnection) -> None:
    lease = """
        UPDATE sms SET leased_until = ? WHERE number =
        (SELECT number FROM sms WHERE state = 'pending' AND leased_until < ? LIMIT 1) RETURNING number
    """
    while ledger.execute("SELECT 1 FROM sms WHERE state = 'pending'").fetchone():
        row = ledger.execute(lease, (time() + LEASE, time())).fetchall()
        if not row:
            sleep(0.05)
            continue
        send(http, row[0][0])
        ledger.execute("UPDATE sms SET state = 'sent' WHERE number = ?", row[0])


if __name__ == "__main__":
    where = urlsplit(sys.argv[3])
    print("up", flush=True)
    {"naive": naive, "redo": redo}[sys.argv[1]](open_ledger(sys.argv[2]), HTTPConnection(where.netloc))
