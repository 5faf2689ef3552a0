"""Tables beside records, read with every full build."""
