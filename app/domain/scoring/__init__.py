"""Scores of machine text: sufficient statistics, sacreBLEU's digits, HTER, signatures."""
