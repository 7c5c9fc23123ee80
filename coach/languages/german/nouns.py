"""The nouns that are counted in German."""

from types import MappingProxyType

from coach.languages.nouns import Noun, Nouns

NOUNS: Nouns = MappingProxyType(
    {
        "hours": Noun("Stunde", "Stunden", "f", "time", "h std"),
        "minutes": Noun("Minute", "Minuten", "f", "time", "min"),
        "seconds": Noun("Sekunde", "Sekunden", "f", "time", "s sec sek"),
        "breaths": Noun("Atemzug", "Atemzüge", "m"),
        "passes": Noun("Bahn", "Bahnen", "f"),
        "reps": Noun("Mal", "Mal"),
        "spots": Noun("Stelle", "Stellen", "f"),
        "millimeters": Noun("Millimeter", "Millimeter", "m", "size", "mm"),
        "centimeters": Noun("Zentimeter", "Zentimeter", "m", "size", "cm"),
        "meters": Noun("Meter", "Meter", "m", "size", "m"),
        "kilometers": Noun("Kilometer", "Kilometer", "m", short="km"),
        "grams": Noun("Gramm", "Gramm", short="g"),
        "kilograms": Noun("Kilogramm", "Kilogramm", short="kg"),
        "repetitions": Noun("Wiederholung", "Wiederholungen", "f", short="wdh wdhl wh rep reps"),
        "sets": Noun("Satz", "Sätze", "m"),
        "rounds": Noun("Runde", "Runden", "f"),
        "series": Noun("Serie", "Serien", "f"),
        "runs": Noun("Durchgang", "Durchgänge", "m"),
        "exercises": Noun("Übung", "Übungen", "f"),
        "steps": Noun("Schritt", "Schritte", "m"),
        "days": Noun("Tag", "Tage", "m"),
        "weeks": Noun("Woche", "Wochen", "f"),
    }
)
