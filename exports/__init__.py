"""Documents made from records: Word and the text formats."""
