"""Streaming writers for CSV, XLSX and JSON that no spreadsheet will run as a formula."""

from charioteer.exports.csv_file import csv_lines
from charioteer.exports.json_file import json_stream
from charioteer.exports.values import About, Column, guarded, unguarded
from charioteer.exports.xlsx_file import xlsx_stream

__all__ = ["About", "Column", "csv_lines", "guarded", "json_stream", "unguarded", "xlsx_stream"]
