"""The site as it is seen from outside, over HTTP."""
