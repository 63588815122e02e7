"""Four eyes: who may decide about an alert, and what each decision does."""
