"""Every import: safe readers, column mapping, a stored preview, findings per row, nothing written unasked."""
