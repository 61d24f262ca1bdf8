"""The law of village openness and of village books, as data with dates and small functions; no Django."""
