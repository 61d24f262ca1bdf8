"""What the pages of dibao print."""
