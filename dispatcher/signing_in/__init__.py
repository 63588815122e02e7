"""Who somebody is: passwords, passkeys, codes, and how often one may be wrong. Sessions are kept by the ledger."""
