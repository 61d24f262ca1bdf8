"""Settings, root addresses, the command line and the server: where the storeys are put together."""
