"""What is printed: posters, call lists and the binder. Every page stands alone: no script, nothing fetched."""
