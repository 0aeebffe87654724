"""What messages between municipality and provider leave behind, in values that rules and database share."""
