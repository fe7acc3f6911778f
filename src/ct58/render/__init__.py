"""Views → what people and programs read. Five rooms: words, then screens, documents and site made of them, formats that carry them."""
