"""Lists: every page that lists records, how long ones go on by year, and what each shows."""
