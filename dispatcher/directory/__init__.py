"""The directory: who there is, read from CSV lists. Registers come later, through the same door."""

from dispatcher.directory.digest import list_digest
from dispatcher.directory.faults import BrokenList, RowFault
from dispatcher.directory.header import ListHeader
from dispatcher.directory.people import TELLING_VALUE
from dispatcher.directory.reading import ListReading, read_list
from dispatcher.directory.rota import Rota, Watch, read_rota

__all__ = [
    "TELLING_VALUE",
    "BrokenList",
    "ListHeader",
    "ListReading",
    "Rota",
    "RowFault",
    "Watch",
    "list_digest",
    "read_list",
    "read_rota",
]
