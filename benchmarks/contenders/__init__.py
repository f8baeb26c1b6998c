"""Who takes part in `bench ingest`, and the deliveries they are given."""
