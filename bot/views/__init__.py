"""What people press and fill in: buttons that answer from their custom ids, after a restart too, and the form to paste an article into."""

from bot.views.drafts import DraftButton
from bot.views.pages import PageButton
from bot.views.recheck import CheckButton
from bot.views.removal import RemovalButton
from bot.views.subscription import SubscriptionButton, SubscriptionMenu

BUTTONS = (PageButton, DraftButton, RemovalButton, CheckButton, SubscriptionButton, SubscriptionMenu)
"""Every kind of button and menu, for `Client.add_dynamic_items`."""
