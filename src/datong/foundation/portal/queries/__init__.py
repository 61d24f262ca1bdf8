"""What the public pages show; each page is made by one function, for the server and for the export alike."""
