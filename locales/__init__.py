"""The words in Kazakh, Russian and English: data, read by bot/texts.py."""
