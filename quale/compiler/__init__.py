"""From Model to native code, and the reference interpreter that defines what the code must do."""
