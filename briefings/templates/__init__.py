"""The shipped briefing templates and their sandbox: a digest in, Markdown blocks for Discord out; article text never becomes markup."""
