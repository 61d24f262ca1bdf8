"""Files without a database: what may be kept, images redrawn, PDF examined, the store itself."""
