"""The archive package of an incident: what the municipality's archive keeps, and how anybody checks it without us.

``contents`` gathers the files from the ledger, ``zipped`` writes them into one zip; the same record gives the same
bytes. ``verifying`` reads such a package with no ledger and no settings. No row about a recipient is in it.

    LESMEG.txt  verifiser.py     what this is, and a script that checks it with nothing but Python
    arkivmelding.xml             for the archive (Fiks Arkiv, Noark 5)
    report.html  report.json     the evaluation, with the anchor
    varsler/1001-1/…             every text word for word, and the very bytes that were approved
    logg/journal.jsonl           the incident's lines of the journal with their hashes: no personal data
    logg/logg.jsonl  logg.csv    what people wrote by hand; the CSV is for CIM and RAYVN
    tall.json  pakke.json        counts, and what the package is of
    manifest-sha256.txt          the SHA-256 of each file, as ``sha256sum -c`` reads it
"""
