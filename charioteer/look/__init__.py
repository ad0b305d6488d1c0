"""Components, form widgets, template tags and the one list machinery: one look for every page."""
