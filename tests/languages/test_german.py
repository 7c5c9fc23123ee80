"""What German routines write sounds like the words a trainer would say."""

from support.readings import misread, rows

SAID = """
ranges
    30-90 s                     | dreißig bis neunzig Sekunden
    30–90 Sek.                  | dreißig bis neunzig Sekunden.
    halte 30s-90s               | halte dreißig bis neunzig Sekunden
    1-2 min                     | ein bis zwei Minuten
    1 bis 2 Minuten             | ein bis zwei Minuten
    3–5 Atemzüge                | drei bis fünf Atemzüge
    30°-90°                     | dreißig bis neunzig Grad
    2-3x pro Woche              | zwei bis drei mal pro Woche
fractions
    2/3                         | zwei Drittel
    1/2                         | ein halb
    1/3                         | ein Drittel
    3/4                         | drei Viertel
    5/8                         | fünf Achtel
    1½ min                      | eineinhalb Minuten
    2 1/2 Stunden               | zweieinhalb Stunden
    1/2 Minute                  | eine halbe Minute
    1/2 cm                      | ein halber Zentimeter
    eine 1/2 Drehung            | eine halbe Drehung
    90/90                       | neunzig neunzig
    24/7                        | vier und zwanzig sieben
    Schmerz 4/10                | Schmerz vier von zehn
units
    10s                         | zehn Sekunden
    1 s                         | eine Sekunde
    1 Minute                    | eine Minute
    nach 1 Minute               | nach einer Minute
    1 min 30 s                  | eine Minute dreißig Sekunden
    20 Sek. halten              | zwanzig Sekunden halten
    2 Std.                      | zwei Stunden.
    5 cm                        | fünf Zentimeter
    1 cm                        | ein Zentimeter
    0,5 cm                      | null Komma fünf Zentimeter
    100 m                       | einhundert Meter
    5 kg                        | fünf Kilogramm
    90°                         | neunzig Grad
    30 °C                       | dreißig Grad Celsius
    50 %                        | fünfzig Prozent
    10 Wdh.                     | zehn Wiederholungen.
    1 Wdh. pro Seite            | eine Wiederholung pro Seite
    1 Satz                      | ein Satz
    mit 1 Hand                  | mit einer Hand
    1 Bein                      | ein Bein
clocks
    1:30                        | eine Minute dreißig
    0:50                        | fünfzig Sekunden
    2 Uhr                       | zwei Uhr
    zwischen 2 und 4 Uhr        | zwischen zwei und vier Uhr
sets
    3x10                        | drei mal zehn
    3×10 Wdh.                   | drei mal zehn Wiederholungen.
    2 × 30 s                    | zwei mal dreißig Sekunden
    x2                          | mal zwei
    1x täglich                  | einmal täglich
    10 Wdh./Seite               | zehn Wiederholungen pro Seite
    30 s/Seite                  | dreißig Sekunden pro Seite
    4-6 Atmung                  | vier, sechs Atmung
    3-0-1-0                     | drei, null, eins, null
ordinals
    1. Satz                     | erster Satz
    der 1. Satz                 | der erste Satz
    im 2. Satz                  | im zweiten Satz
    2. Runde                    | zweite Runde
    in der 2. Runde             | in der zweiten Runde
    beim 3. Mal                 | beim dritten Mal
    1. und 2. Satz              | erster und zweiter Satz
    jeden 2. Tag                | jeden zweiten Tag
    das 20. Mal                 | das zwanzigste Mal
sides
    re./li.                     | rechts und links
    li./re.                     | links und rechts
    re. Bein                    | rechtes Bein
    das re. Bein                | das rechte Bein
    mit dem li. Fuß             | mit dem linken Fuß
    mit li. Bein                | mit linkem Bein
    deine li. Wade              | deine linke Wade
    dein li. Fuß                | dein linker Fuß
    L Fuß                       | linker Fuß
    Wade (R)                    | Wade (rechts)
    rechts/links                | rechts oder links
words
    z. B. ein Stuhl             | zum Beispiel ein Stuhl
    z.B. ein Stuhl              | zum Beispiel ein Stuhl
    d. h. locker                | das heißt locker
    ca. 10                      | circa zehn
    Wade bzw. Fuß               | Wade beziehungsweise Fuß
    Bälle usw.                  | Bälle und so weiter.
    Ball u. Rolle               | Ball und Rolle
    mind. 30 s                  | mindestens dreißig Sekunden
    max. 5                      | maximal fünf
    min. 30 s                   | mindestens dreißig Sekunden
    und/oder                    | und oder
    Ball/Rolle                  | Ball oder Rolle
    Partner/in                  | Partnerin
    ca.30 s                     | circa dreißig Sekunden
    30-s-Pause                  | dreißig Sekunden Pause
    M. vastus medialis          | Musculus vastus medialis
signs
    ~10                         | circa zehn
    Nr. 2                       | Nummer zwei
    +/- 5                       | plus minus fünf
    >30                         | über dreißig
    ≥5                          | mindestens fünf
    60 s+                       | sechzig Sekunden oder mehr
    Ferse → Zehen               | Ferse zu Zehen
    Hüfte & Knie                | Hüfte und Knie
Roman numerals
    Krieger I                   | Krieger eins
    Krieger II                  | Krieger zwei
    Krieger I und II            | Krieger eins und zwei
    Grad I-II                   | Grad eins bis zwei
    Grad III                    | Grad drei
    Phase IV                    | Phase vier
    Stuhlhaltung II             | Stuhlhaltung zwei
    im V                        | im V
per
    3x/Wo                       | drei mal pro Woche
    5 min/Hüfte                 | fünf Minuten pro Hüfte
    3 Sätze/Übung               | drei Sätze pro Übung
    30 s/Gesäßhälfte            | dreißig Sekunden pro Gesäßhälfte
    2x/d                        | zweimal pro Tag
    5 min/länger                | fünf Minuten oder länger
marks of time
    30''                        | dreißig Sekunden
    20"                         | zwanzig Sekunden
    3x30''                      | drei mal dreißig Sekunden
    20''-30''                   | zwanzig bis dreißig Sekunden
    1'30"                       | eine Minute dreißig
    2'                          | zwei Minuten
of the field
    ISG                         | I.S.G.
    BWS                         | B W S
    LWS                         | L W S
    PROM                        | passiver Bewegungsumfang
    AAROM                       | aktiv-assistiver Bewegungsumfang
    OHP                         | Überkopfdrücken
    ATFL                        | A.T.F.L.
    LAQ                         | L.A.Q.
    SAQ                         | S.A.Q.
    OSG                         | O.S.G.
    HIIT                        | Hitt
"""


def test_sounds_as_a_trainer_would_say_it() -> None:
    assert misread(SAID, "de", "de") == []


def test_has_thirty_forms() -> None:
    assert len(rows(SAID)) >= 30
