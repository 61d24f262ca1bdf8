"""What is typed on the pages of dibao. What must be in it, the rules and the actions say."""
