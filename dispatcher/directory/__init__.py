"""The directory: who there is, read from CSV lists. Registers come later, through the same door."""

from dispatcher.directory.digest import list_digest
from dispatcher.directory.faults import BrokenList, RowFault
from dispatcher.directory.header import ListHeader
from dispatcher.directory.reading import ListReading, read_list

__all__ = ["BrokenList", "ListHeader", "ListReading", "RowFault", "list_digest", "read_list"]
