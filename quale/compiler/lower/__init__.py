"""From Model to Program: slots, loops and primitive operations instead of entities, machines and handlers."""
