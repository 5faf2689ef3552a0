"""The table of a tracker."""
