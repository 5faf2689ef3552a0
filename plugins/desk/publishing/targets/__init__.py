"""Where a site goes: one small module for each kind of place, behind one interface."""
