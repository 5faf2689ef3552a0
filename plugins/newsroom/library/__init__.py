"""Library: reads the content folder, relates the records to each other, and adds their history."""
