"""The dataset as the Hugging Face Hub holds it: tables, card, Croissant, upload."""
