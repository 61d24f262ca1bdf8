"""What this house's pages print: words for days, rows of lists, buttons for steps."""
