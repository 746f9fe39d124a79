"""Views drawn as plain screens: text and rows of buttons. No Telegram here, and no sentence."""
