"""N-grams of thousands of lines at a time, with the counts of sacreBLEU and in a tenth of its time."""
