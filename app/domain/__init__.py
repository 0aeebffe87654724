"""The domain: values, aggregates and rules of the Wmo support process, in the standard library only."""
