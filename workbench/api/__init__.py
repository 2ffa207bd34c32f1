"""The HTTP door: sign-in, guards, sound files, health; it mounts the pages and the receivers."""
