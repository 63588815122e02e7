"""The capture: one separate process on loopback that speaks the providers' protocols and reaches nobody.

It takes what a provider would take, writes it in a journal of its own, answers as the provider answers, and can be
told to misbehave. It imports nothing of the ledger or the channels: what it says is a second witness.

    port N     Twilio's REST API with signed callbacks, Web Push, FCM, and the control: /journal, /faults, /healthz
    port N+1   SMTP

    server.py       binds the pair, puts the parts together, stops within two seconds
    journal.py      every accepted message, in memory and in a file that survives a kill
    faults.py       what misbehaviour can be asked for; fault_board.py says which of it hits a request
    control.py      the journal, the faults and the health, for tests and people
    twilio_api.py   the HTTP calls; twilio_rules.py what is refused, outbox.py messages and lists (list_query.py what
                    a list is asked), answers.py ways to answer, sms_parts.py what a message is charged as
    callbacks.py    signed, retried status callbacks
    telephones.py   calls that ring, are answered and heard; call_rules.py what is refused, and TwiML
    replies.py      phones that answer an SMS: the node's inbound callback, signed
    push_api.py     Web Push; push_rules.py what is refused, and the decryption, push_answers.py ways to answer
    fcm_api.py      FCM and its sign-in; fcm_form.py the form of its call
    smtp_server.py  the SMTP side; smtp_session.py one connection, mail.py what a mail says
    command.py      the process: its one line, its exit code, its end

A new provider is a file with a class whose ``routes()`` the server adds, and nothing else changes.
"""

from dispatcher.capture.command import run, stop_on_eof
from dispatcher.capture.errors import CaptureError, JournalUnusable, PortUnavailable
from dispatcher.capture.server import CaptureReady, serve

__all__ = [
    "CaptureError",
    "CaptureReady",
    "JournalUnusable",
    "PortUnavailable",
    "run",
    "serve",
    "stop_on_eof",
]
