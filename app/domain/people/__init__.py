"""What is true about the people at work: whom a text names, what each may choose for their screens."""
