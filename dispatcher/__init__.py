"""Dispatcher: crisis and emergency notification dispatcher for Norwegian municipalities."""

__version__ = "0.1.0"
