"""Every read of the house: the briefing as it stands, issues frozen, the cockpit, a programme's page."""
