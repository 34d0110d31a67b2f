"""One scenario for people: text, trace files, and a page that plays it."""
