"""The toewijzing: derived from the besluit, changed by its causes, told to the provider in a wmo301."""
