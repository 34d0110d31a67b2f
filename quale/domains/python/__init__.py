"""The domain `python`: a function of the user's own scores brains."""
