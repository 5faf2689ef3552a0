"""Evidence: what can be known of a document from its file."""
