"""From a scenario to a submitted alert: fields, texts, counts, cost, snapshot, fingerprint."""
