"""The static web site: one self-contained HTML file a page, from templates that get finished words only."""
