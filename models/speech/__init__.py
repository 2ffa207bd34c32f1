"""Speech: voices, levels, files, subtitles. Importing this package starts nothing."""
