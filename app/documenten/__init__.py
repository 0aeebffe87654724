"""Plan, copy for the client and decision as accessible PDF, in clear Dutch."""
