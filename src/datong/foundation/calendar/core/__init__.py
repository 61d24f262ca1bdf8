"""What is decided without a database: the seed, how a notice is written and read, how years make one calendar."""
