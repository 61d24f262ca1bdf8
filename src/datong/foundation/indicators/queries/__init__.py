"""Every read of the house: values, divisions, checks, what is frozen, and what a page shows a viewer."""
