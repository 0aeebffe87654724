"""The fourteen messages of iWmo 3.2, a module each."""
