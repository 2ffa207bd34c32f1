"""The editor of one bulletin: five steps from text to submission."""
