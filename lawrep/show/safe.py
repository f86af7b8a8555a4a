"""What a report says, made safe for a terminal, which obeys some characters instead of showing them."""

import re

SPACES = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Without a width, or turning the order of what follows: zero-width spaces, soft hyphens, bidirectional marks, tags.
UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def safe(text: str) -> str:
    r"""Return `text` on one line, with control characters as their codes and without those that cannot be seen.

    >>> safe("调解\x1b[31m纠纷\n954件")
    '调解\\x1b[31m纠纷 954件'
    """
    text = UNSEEN.sub("", SPACES.sub(" ", text))
    return CONTROLS.sub(lambda match: ascii(match[0])[1:-1], text)
