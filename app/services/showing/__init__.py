"""What pages show, put together from several places: overviews, reports, histories."""
