"""Whether we are ready tonight: the same findings for ``check`` and for the pages."""
