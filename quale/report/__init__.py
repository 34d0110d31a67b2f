"""What evolved, for people: the inspection of a checkpoint, as text, as data and as a drawing."""
