"""Languages that people here speak."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """Languages beside English, by their short codes."""

    ALBANIAN = "sq", _("Albanian")
    AMHARIC = "am", _("Amharic")
    ARABIC = "ar", _("Arabic")
    BENGALI = "bn", _("Bengali")
    BSL = "bfi", _("British Sign Language")
    BULGARIAN = "bg", _("Bulgarian")
    CANTONESE = "yue", _("Cantonese")
    CZECH = "cs", _("Czech")
    DARI = "prs", _("Dari")
    FARSI = "fa", _("Farsi")
    FRENCH = "fr", _("French")
    GAELIC = "gd", _("Gaelic")
    GUJARATI = "gu", _("Gujarati")
    HINDI = "hi", _("Hindi")
    HUNGARIAN = "hu", _("Hungarian")
    ITALIAN = "it", _("Italian")
    KURDISH = "ku", _("Kurdish")
    LITHUANIAN = "lt", _("Lithuanian")
    MANDARIN = "cmn", _("Mandarin")
    PASHTO = "ps", _("Pashto")
    POLISH = "pl", _("Polish")
    PORTUGUESE = "pt", _("Portuguese")
    PUNJABI = "pa", _("Punjabi")
    ROMANI = "rom", _("Romani")
    ROMANIAN = "ro", _("Romanian")
    RUSSIAN = "ru", _("Russian")
    SLOVAK = "sk", _("Slovak")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanish")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    URDU = "ur", _("Urdu")
    VIETNAMESE = "vi", _("Vietnamese")
    WELSH = "cy", _("Welsh")
    YORUBA = "yo", _("Yoruba")
