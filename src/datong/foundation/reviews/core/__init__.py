"""What can be said of a list without a database: its heading, its columns, what each row says, how two records compare."""
