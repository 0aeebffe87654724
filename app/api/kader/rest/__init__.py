"""The frame of the JSON API: routes, bodies, problem details, ETag, Idempotency-Key, pages of a list."""
