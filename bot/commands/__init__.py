"""The words of the command line, beside those that start the bot; one module a subject."""
