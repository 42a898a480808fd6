"""Fingerprints of rooms as people see them: words to compare by ear or eye, and a short form for links."""

from __future__ import annotations

import base64

LENGTH = 64
"""Characters of a fingerprint: SHA-256 in hexadecimal."""

_SPOKEN = 8
"""Words that are shown of a fingerprint, a byte each: as many as people may be asked to compare."""

_LIST = """
    acorn actor agent alarm album amber angel apple apron arena arrow atlas attic autumn badge bagel
    baker balloon bamboo banana banjo barley basil basket beach beaver bell bench berry bicycle
    birch biscuit blanket blossom board bonfire bottle branch bread breeze brick bridge bronze brush
    bubble bucket button cabin cactus cake camel candle canoe canyon carbon carpet castle cedar
    cello chalk cherry chess chimney circle citrus clay clock cloud clover cobalt coffee comet
    compass copper coral cotton cousin coyote cradle crayon cricket crown crystal cuckoo curtain
    daisy dancer desert diary dinner dolphin donkey dragon drawer dream drum eagle earth echo elbow
    elder ember engine envelope fabric falcon feather fence ferry fiddle finger flame flute forest
    fossil fountain fox frost galaxy garden garlic gecko ginger giraffe glacier globe glove goblet
    gold granite grape guitar hammer harbor harvest hazel hedge helmet heron hill honey horizon
    hotel iceberg igloo indigo island ivory jacket jaguar jasmine jelly jewel jungle kayak kettle
    kite kitten koala ladder lagoon lantern laurel lemon leopard letter lily linen lizard lobster
    lotus magnet mango maple marble market meadow melon meteor mirror mitten mocha monkey mosaic
    motor mountain museum mustard napkin needle nickel noodle nutmeg oasis ocean olive onion opera
    orange orchid otter oyster paddle panda paper parrot pebble pencil pepper piano pigeon pillow
    pirate planet plum pocket poppy potato prairie pumpkin puzzle quartz quilt rabbit radish raven
    ribbon river robin rocket saddle saffron salmon sandal satin scarf shadow silver sparrow spider
    spiral sponge summit sunset teapot thunder tiger tulip turtle velvet violin wagon walnut willow
    yogurt zebra
"""
_WORDS = _LIST.split()


def spoken(fingerprint: str) -> str:
    """The words of a fingerprint, the same wherever the room is: ``acorn tiger …``. No two begin alike."""
    return " ".join(_WORDS[byte] for byte in bytes.fromhex(fingerprint)[:_SPOKEN])


def shortened(fingerprint: str) -> str:
    """A fingerprint in as few characters as a link can have it."""
    return base64.urlsafe_b64encode(bytes.fromhex(fingerprint)).rstrip(b"=").decode()


def restored(text: str) -> str:
    """A fingerprint from what ``shortened`` made of it, or from its hexadecimal form. Raises ValueError."""
    try:
        if len(text) == LENGTH:
            return bytes.fromhex(text).hex()
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise ValueError("This is no fingerprint.") from error
    if 2 * len(data) != LENGTH or shortened(data.hex()) != text:
        raise ValueError("This is no fingerprint.")
    return data.hex()
