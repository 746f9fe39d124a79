"""XLSForm, the spreadsheet of ODK and Kobo: an instrument read from it, and written to it."""
