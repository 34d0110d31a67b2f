"""What a checkpoint file says: snapshot, sections, header, schema, and the rules that guard a resume."""
