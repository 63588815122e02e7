"""From approved to told: expansion, lanes, gates, unsure, receipts. The ledger decides; nothing here remembers."""
