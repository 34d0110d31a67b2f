"""Commands that write files of what evolved, and how every command writes one."""
