"""Streaming writers for CSV, XLSX and JSON that no spreadsheet will run as a formula."""
