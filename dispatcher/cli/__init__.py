"""The command line: parses, acts on the ledger beside the node, and says what happened in words or as JSON.

`dispatcher --help` answers in a tenth of a second: modules here import click at the top and the rest of the house
inside the command that needs it.
"""

from dispatcher.cli.main import main

__all__ = ["main"]
