"""The HTML door: route, service, template."""
