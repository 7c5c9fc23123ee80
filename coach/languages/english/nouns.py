"""The nouns that are counted in English."""

from types import MappingProxyType

from coach.languages.nouns import Noun, Nouns

NOUNS: Nouns = MappingProxyType(
    {
        "hours": Noun("hour", "hours", kind="time", short="h hr hrs"),
        "minutes": Noun("minute", "minutes", kind="time", short="min mins"),
        "seconds": Noun("second", "seconds", kind="time", short="s sec secs"),
        "breaths": Noun("breath", "breaths"),
        "passes": Noun("pass", "passes"),
        "reps": Noun("time", "times"),
        "spots": Noun("spot", "spots"),
        "millimeters": Noun("millimeter", "millimeters", kind="size", short="mm"),
        "centimeters": Noun("centimeter", "centimeters", kind="size", short="cm"),
        "meters": Noun("meter", "meters", kind="size", short="m"),
        "kilometers": Noun("kilometer", "kilometers", short="km"),
        "inches": Noun("inch", "inches", kind="size", short='in. " \N{PRIME}\N{PRIME}'),
        "feet": Noun("foot", "feet", kind="size", short="ft \N{PRIME}"),
        "kilograms": Noun("kilogram", "kilograms", short="kg kgs"),
        "pounds": Noun("pound", "pounds", short="lb lbs"),
        "ounces": Noun("ounce", "ounces", short="oz"),
    }
)
