"""Plain Python: from anything a person types to one identity on one platform."""
