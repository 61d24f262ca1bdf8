"""What leaves the tables in another form: the current register as the files of a run, a simulation as a workbook."""
