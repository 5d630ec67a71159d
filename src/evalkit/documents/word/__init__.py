"""Word files, and old files that LibreOffice turns into them."""
