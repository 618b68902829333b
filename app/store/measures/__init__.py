"""What pages about quality read: all segments of a project at once, other systems' statistics, a project's rules."""
