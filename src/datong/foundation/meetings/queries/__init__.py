"""Every read of meetings: visible to the viewer first."""
