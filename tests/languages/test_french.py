"""What French routines write sounds like the words a trainer would say."""

from support.readings import misread, rows

SAID = """
ranges
    30-60 s                     | trente à soixante secondes
    30 à 60 s                   | trente à soixante secondes
    30 à 90 s                   | trente à quatre-vingt-dix secondes
    30–60 sec. par côté         | trente à soixante secondes par côté
    1-2 min                     | une à deux minutes
    1 à 2 minutes               | une à deux minutes
    1 à 2 cm                    | un à deux centimètres
    3–5 respirations            | trois à cinq respirations
    2-3x par semaine            | deux à trois fois par semaine
fractions
    2/3                         | deux tiers
    1/2                         | un demi
    1/3                         | un tiers
    3/4                         | trois quarts
    1/2 h                       | une demi heure
    3/4 h                       | trois quarts d'heure
    1½ min                      | une minute et demie
    2 1/2 h                     | deux heures et demie
    1½                          | un et demi
    24/7                        | vingt-quatre sept
    douleur 4/10                | douleur quatre sur dix
units
    10s                         | dix secondes
    1 s                         | une seconde
    1 minute                    | une minute
    1 main                      | une main
    21 s                        | vingt et une secondes
    1 min 30 s                  | une minute trente secondes
    45 sec. puis repos          | quarante-cinq secondes puis repos
    5 cm                        | cinq centimètres
    1 cm                        | un centimètre
    0,5 cm                      | zéro virgule cinq centimètres
    100 m                       | cent mètres
    5 kg                        | cinq kilogrammes
    30°                         | trente degrés
    90°                         | quatre-vingt-dix degrés
    35 °C                       | trente-cinq degrés Celsius
    50 %                        | cinquante pour cent
    10 rép.                     | dix répétitions.
    1 000                       | mille
clocks
    1:30                        | une minute trente
    0:45                        | quarante-cinq secondes
    2 h                         | deux heures
    à 2 h et 4 h                | à deux heures et quatre heures
    10h30                       | dix heures trente
sets
    3x10                        | trois fois dix
    3×10 rép.                   | trois fois dix répétitions.
    2 × 30 s                    | deux fois trente secondes
    x2                          | fois deux
    1x par jour                 | une fois par jour
    10 rép./côté                | dix répétitions par côté
    3x/semaine                  | trois fois par semaine
    3-0-1-0                     | trois, zéro, un, zéro
ordinals
    1er                         | premier
    1re série                   | première série
    1ère série                  | première série
    2e série                    | deuxième série
    3ème                        | troisième
sides
    dr./g.                      | droite et gauche
    D/G                         | droite et gauche
    jambe dr.                   | jambe droite
    pied dr.                    | pied droit
    jambe g.                    | jambe gauche
    pied g./dr.                 | pied gauche et droit
    fatigué·e                   | fatigué
    genou G                     | genou gauche
    droite/gauche               | droite ou gauche
words
    env. 10                     | environ dix
    p. ex. une chaise           | par exemple une chaise
    c.-à-d. le talon            | c'est-à-dire le talon
    balles, etc.                | balles, et cétéra.
    max. 5                      | maximum cinq
    min. 30 s                   | minimum trente secondes
    et/ou                       | et ou
    balle/rouleau               | balle ou rouleau
signs
    ~10                         | environ dix
    n° 2                        | numéro deux
    +/- 5                       | plus ou moins cinq
    >30                         | plus de trente
    60 s+                       | soixante secondes ou plus
    talon → orteils             | talon à orteils
    mollet & pied               | mollet et pied
Roman numerals
    Guerrier I                  | Guerrier un
    Guerrier II                 | Guerrier deux
    Guerrier I et II            | Guerrier un et deux
    Grade III                   | Grade trois
    Phase IV                    | Phase quatre
    Posture II                  | Posture deux
per
    3x/sem                      | trois fois par semaine
    5 min/hanche                | cinq minutes par hanche
    3 séries/exercice           | trois séries par exercice
    2x/j                        | deux fois par jour
    30 s/fessier                | trente secondes par fessier
    5 min/plus                  | cinq minutes ou plus
marks of time
    30''                        | trente secondes
    45"                         | quarante-cinq secondes
    3x30''                      | trois fois trente secondes
    30''-45''                   | trente à quarante-cinq secondes
    1'30"                       | une minute trente
    2'                          | deux minutes
of the field
    LCA                         | L.C.A.
    PROM                        | amplitude passive
    AAROM                       | amplitude active assistée
    ATFL                        | A.T.F.L.
    LAQ                         | L.A.Q.
    SAQ                         | S.A.Q.
    OHP                         | O.H.P.
"""


def test_sounds_as_a_trainer_would_say_it() -> None:
    assert misread(SAID, "fr", "fr") == []


def test_has_thirty_forms() -> None:
    assert len(rows(SAID)) >= 30
