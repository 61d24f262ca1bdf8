"""What the public pages are decided by, without a database: figures for readers, the watcher."""
