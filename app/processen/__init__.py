"""One function per step of the process: it loads, lets the domain decide, and keeps the result."""
