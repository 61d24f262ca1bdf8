"""Pages of the cockpit, of programmes, and of the briefing."""
