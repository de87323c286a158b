"""The agreement that comes with the program. A service publishes its own words over it."""

from django.utils.translation import gettext

CAN = """We listen to you first.
We help you say what you want, in your own words.
We help you find out what your rights are and what you could do. You choose.
We can go with you, or speak with you, if you ask us to.
We have been through services ourselves. You can ask us about that."""

CANNOT = """We do not tell you what to do.
We do not say anything for you before you have agreed to it.
We cannot promise that other people will say yes.
We do not give advice on medicine, law, debt or immigration. We help you find someone who can.
We do not lend money, borrow money or take presents."""

PRIVATE = """What you tell us stays in our team. We write some of it down.
You can see what we wrote.
We tell nobody else unless you say yes.
We may have to tell someone when you or someone else could be badly hurt, or when a child may not be safe.
We may have to when the law makes us. We talk to you first if it is safe to."""

COMPLAIN = """If we get something wrong, tell any of us, or ask for the coordinator.
You can ask for somebody else to work with you. You do not have to say why.
You will still get help after you complain."""


def words() -> dict[str, str]:
    """Return the four parts of the agreement."""
    return {
        "can": gettext(CAN),
        "cannot": gettext(CANNOT),
        "private": gettext(PRIVATE),
        "complain": gettext(COMPLAIN),
    }
