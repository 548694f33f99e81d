"""The domain: several sources in, one digest that shows where they disagree, answers and briefings out.

collect → understand → compose → deliver, and ask. `collect` turns bytes into cleaned Articles with a receipt of what was cut; `understand`
reads each article once (claims pinned to passages) and reconciles the readings into a Digest revision; `compose` turns a due subscription
and the newest digest into an outbox row; `deliver` hands outbox rows to a Sender until the message id is known; `ask` answers a question
from the digest with cited passages, or says that the sources do not. Nothing here knows Discord, a scheduler, the environment or a clock.
"""
