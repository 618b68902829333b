"""What pages about quality say: filters, spreads, trends, ratings; the scores themselves stand in scoring."""
