"""iWmo 3.2: messages, schemas and rules."""
