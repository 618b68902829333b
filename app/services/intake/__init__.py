"""The steps of an import, each a module: read the bytes (apart if need be), pack, join or publish."""
