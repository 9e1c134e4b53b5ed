"""Old and foreign office files, by way of LibreOffice."""
