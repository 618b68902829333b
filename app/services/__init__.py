"""What a person can do. One module an activity, one function an action."""
