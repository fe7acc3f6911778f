"""Official documents as Word files: the form's measures, names for templates, rendering."""
