"""What English routines write sounds like the words a trainer would say."""

# ruff: noqa: RUF001 - how people write

from support.readings import misread, rows

SAID = """
ranges
    30-90 s                     | thirty to ninety seconds
    30–90s                      | thirty to ninety seconds
    hold 30s-90s                | hold thirty to ninety seconds
    30 s - 2 min                | thirty seconds to two minutes
    30-90-sec hold              | thirty to ninety second hold
    3–5 breaths                 | three to five breaths
    10–12 reps                  | ten to twelve reps
    10-15%                      | ten to fifteen percent
    45°-90°                     | forty five to ninety degrees
    2-3x per week               | two to three times per week
    1.5-2.5 min                 | one point five to two point five minutes
fractions
    2/3                         | two thirds
    1/2                         | half
    a 1/2 turn                  | a half turn
    1/3                         | one third
    3/4                         | three quarters
    1½                          | one and a half
    1½ min                      | one and a half minutes
    2 1/2 min                   | two and a half minutes
    ¾ of the way                | three quarters of the way
    90/90                       | ninety ninety
    24/7                        | twenty four seven
    pain 4/10                   | pain four out of ten
    RPE 7-8/10                  | RPE seven to eight out of ten
units
    10s                         | ten seconds
    1 s                         | one second
    10 sec.                     | ten seconds.
    45 sec. then rest           | forty five seconds then rest
    a 10s hold                  | a ten second hold
    1 min 30 s                  | one minute thirty seconds
    10 min.                     | ten minutes.
    2 hrs                       | two hours
    5 cm                        | five centimeters
    0.5 cm                      | zero point five centimeters
    5 mm                        | five millimeters
    100 m                       | one hundred meters
    2 in. lower                 | two inches lower
    a 36" roller                | a thirty six inch roller
    1 1/2" wide                 | one and a half inches wide
    6 ft                        | six feet
    1 ft                        | one foot
    5kg                         | five kilograms
    1 lb                        | one pound
    10 lbs.                     | ten pounds.
    90°                         | ninety degrees
    35 °C                       | thirty five degrees Celsius
    95°F                        | ninety five degrees Fahrenheit
    50%                         | fifty percent
    1,000                       | one thousand
    in your 60s                 | in your sixties
clocks
    1:30                        | one minute thirty
    1:30 min                    | one minute thirty
    0:45                        | forty five seconds
    1:05                        | one minute five seconds
    2 o'clock                   | two o'clock
    2 o’clock                   | two o'clock
    the 2 and 4 o'clock         | the two and four o'clock
    2–4 o'clock                 | two to four o'clock
    2:1                         | two to one
sets
    3x10                        | three sets of ten
    3×10 reps                   | three sets of ten reps
    1 x 10                      | one set of ten
    3 x 10-15                   | three sets of ten to fifteen
    2 × 30 s                    | two times thirty seconds
    x2                          | times two
    3 sets x 10                 | three sets of ten
    ×3                          | times three
    2x a day                    | twice a day
    1x daily                    | once daily
    3x/week                     | three times per week
    10 reps/side                | ten reps per side
    30 s/side                   | thirty seconds per side
rhythms
    4-6 breathing               | four, six breathing
    4-7-8 breathing             | four, seven, eight breathing
    3-0-1-0                     | three, zero, one, zero
signs
    ~10                         | about ten
    #2                          | number two
    No. 2                       | number two
    +/- 5                       | plus or minus five
    ±5°                         | plus or minus five degrees
    >30                         | over thirty
    > 30 s                      | over thirty seconds
    <5                          | under five
    ≥5                          | at least five
    60s+                        | sixty seconds or more
    5+ reps                     | five or more reps
    10+ min                     | ten minutes or more
    Q&A                         | Q and A
    hips & knees                | hips and knees
    heel → toe                  | heel to toe
    calf · left                 | calf, left
ordinals
    1st                         | first
    3rd                         | third
    1st/2nd                     | first or second
    the 1st/2nd toe             | the first or second toe
sides
    R leg                       | right leg
    L knee                      | left knee
    R. calf                     | right calf
    calf (L)                    | calf (left)
    R/L                         | right and left
    left/right                  | left or right
    L & R                       | left and right
    R and L                     | right and left
words
    and/or                      | and or
    ball/roller                 | ball or roller
    w/ a ball                   | with a ball
    w/o a ball                  | without a ball
    e.g. a chair                | for example a chair
    i.e. the heel               | that is the heel
    approx. 10                  | approximately ten
    quads vs. hams              | quads versus hams
    min. 30 s                   | minimum thirty seconds
    max. 5 reps                 | maximum five reps
    min./max.                   | minimum or maximum.
    mats, etc.                  | mats, et cetera.
    10 reps                     | ten reps
    1 rep.                      | one rep.
    approx.10                   | approximately ten
    a min. of 30 s              | a minimum of thirty seconds
    30s on/10s off              | thirty seconds on, ten seconds off
Roman numerals
    Warrior I                   | Warrior one
    Warrior I, left side.       | Warrior one, left side.
    Warrior II                  | Warrior two
    Warriors I and II           | Warriors one and two
    Grade III                   | Grade three
    a grade II sprain           | a grade two sprain
    Grade I-III                 | Grade one to three
    Phase IV                    | Phase four
    Chair Pose I.               | Chair Pose one.
    Week XII                    | Week twelve
    Stage V                     | Stage five
    Now I rest                  | Now I rest
    So do I.                    | So do I.
    sit in a V                  | sit in a V
    type II fibers              | type two fibers
per
    3x/wk                       | three times per week
    5 min/hip                   | five minutes per hip
    3 sets/exercise             | three sets per exercise
    3x10/side                   | three sets of ten per side
    30s/glute                   | thirty seconds per glute
    2-3 min/spot                | two to three minutes per spot
    5 days/wk                   | five days per week
    2x/d                        | twice per day
    3 sets/reps                 | three sets or reps
    5 min/longer                | five minutes or longer
marks of time
    30''                        | thirty seconds
    hold 30"                    | hold thirty seconds
    3 x 30"                     | three times thirty seconds
    3x30''                      | three times thirty seconds
    30''-45''                   | thirty to forty-five seconds
    1'30"                       | one minute thirty
    1'30''                      | one minute thirty
    1′30″                       | one minute thirty
    30’’                        | thirty seconds
    hold 2'                     | hold two minutes
    rest 90"/set                | rest ninety seconds per set
    a 12" box                   | a twelve inch box
    a 12″ box                   | a twelve inch box
of the field
    DOMS                        | domms
    SMR                         | S M R
    ROM                         | range of motion
    AROM                        | active range of motion
    IT band                     | I T band
    ITB                         | I T B
    PNF                         | P N F
    ACL                         | A.C.L.
    TFL                         | T F L
    QL                          | Q L
    PSIS                        | P.S.I.S.
    ASIS                        | A.S.I.S.
    RIR                         | reps in reserve
    EMOM                        | ee mom
    T4                          | T four
    L5-S1                       | L five S one
    L4/L5                       | L four L five
    PROM                        | passive range of motion
    AAROM                       | active assisted range of motion
    LAQ                         | long arc quad
    SAQ                         | short arc quad
    OHP                         | overhead press
    ATFL                        | A.T.F.L.
    AMRAP                       | am rap
    RDL                         | Romanian deadlift
    SLR                         | straight leg raise
    1RM                         | one rep max
"""


def test_sounds_as_a_trainer_would_say_it() -> None:
    assert misread(SAID, "en", "en-us") == []


def test_has_eighty_forms() -> None:
    assert len(rows(SAID)) >= 80
