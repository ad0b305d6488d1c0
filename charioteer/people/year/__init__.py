"""The calendar's page, and changing it: terms, closures, bank holidays."""
