"""The ledger: the queue and the record in one database. Writes (store) and reads (board) are apart."""
