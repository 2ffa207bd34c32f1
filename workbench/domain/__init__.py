"""Editorial facts and rules: people, places, bulletins, gates. Pure: no I/O, no clock, no framework."""
