"""What Spanish routines write sounds like the words a trainer would say."""

from support.readings import misread, rows

SAID = """
ranges
    30-90 s                     | treinta a noventa segundos
    30 a 90 s                   | treinta a noventa segundos
    30–90 seg. por lado         | treinta a noventa segundos por lado
    1-2 min                     | uno a dos minutos
    1-2 h                       | una a dos horas
    3–5 respiraciones           | tres a cinco respiraciones
    2-3x por semana             | dos a tres veces por semana
fractions
    2/3                         | dos tercios
    1/2                         | un medio
    1/3                         | un tercio
    3/4                         | tres cuartos
    1/2 min                     | medio minuto
    1/2 vuelta                  | media vuelta
    3/4 h                       | tres cuartos de hora
    1½ min                      | un minuto y medio
    2 1/2 h                     | dos horas y media
    24/7                        | veinticuatro siete
    dolor 4/10                  | dolor cuatro de diez
units
    10s                         | diez segundos
    1 s                         | un segundo
    1 hora                      | una hora
    1 pie                       | un pie
    21 s                        | veintiún segundos
    31 s                        | treinta y un segundos
    21 rep.                     | veintiuna repeticiones.
    1 min 30 s                  | un minuto treinta segundos
    45 seg. y descansa          | cuarenta y cinco segundos y descansa
    5 cm                        | cinco centímetros
    1 cm                        | un centímetro
    0,5 cm                      | cero coma cinco centímetros
    100 m                       | cien metros
    5 kg                        | cinco kilos
    90°                         | noventa grados
    30° a 90°                   | treinta a noventa grados
    35 °C                       | treinta y cinco grados Celsius
    50 %                        | cincuenta por ciento
    10 rep.                     | diez repeticiones.
    1.000                       | mil
clocks
    1:30                        | un minuto treinta
    0:45                        | cuarenta y cinco segundos
    a las 2                     | a las dos
    2 h                         | dos horas
sets
    3x10                        | tres series de diez
    3×10 rep.                   | tres series de diez repeticiones.
    2 × 30 s                    | dos veces treinta segundos
    x2                          | por dos
    2x al día                   | dos veces al día
    10 rep./lado                | diez repeticiones por lado
    3x/semana                   | tres veces por semana
    3-0-1-0                     | tres, cero, uno, cero
ordinals
    1.º                         | primero
    2.ª serie                   | segunda serie
    3er ejercicio               | tercer ejercicio
    1ª serie                    | primera serie
    1ra serie                   | primera serie
sides
    dcha./izda.                 | derecha e izquierda
    D/I                         | derecha e izquierda
    pie izq./der.               | pie izquierdo y derecho
    otro/a                      | otro
    pierna dcha.                | pierna derecha.
    pierna izda. atrás          | pierna izquierda atrás
    pie dcho. delante           | pie derecho delante
    pie der. delante            | pie derecho delante
    pierna izq. atrás           | pierna izquierda atrás
    derecha/izquierda           | derecha o izquierda
words
    aprox. 10                   | aproximadamente diez
    p. ej. una silla            | por ejemplo una silla
    pelotas, etc.               | pelotas, etcétera.
    máx. 5                      | máximo cinco
    mín. 30 s                   | mínimo treinta segundos
    y/o                         | y o
    pelota/rodillo              | pelota o rodillo
    uno/otro                    | uno u otro
    vs. la otra                 | versus la otra
signs
    ~10                         | unos diez
    n.º 2                       | número dos
    +/- 5                       | más o menos cinco
    >30                         | más de treinta
    60 s+                       | sesenta segundos o más
    talón → dedos               | talón a dedos
    cadera & rodilla            | cadera y rodilla
Roman numerals
    Guerrero I                  | Guerrero uno
    Guerrero II                 | Guerrero dos
    Guerrero I y II             | Guerrero uno y dos
    Grado III                   | Grado tres
    Fase IV                     | Fase cuatro
    Postura II                  | Postura dos
    pie I                       | pie izquierdo
per
    3x/sem                      | tres veces por semana
    5 min/cadera                | cinco minutos por cadera
    3 series/ejercicio          | tres series por ejercicio
    2x/d                        | dos veces por día
    30 s/glúteo                 | treinta segundos por glúteo
    5 min/más                   | cinco minutos o más
marks of time
    30''                        | treinta segundos
    45"                         | cuarenta y cinco segundos
    3x30''                      | tres veces treinta segundos
    30''-45''                   | treinta a cuarenta y cinco segundos
    1'30"                       | un minuto treinta
    2'                          | dos minutos
of the field
    PROM                        | rango de movimiento pasivo
    AAROM                       | rango de movimiento activo asistido
    ATFL                        | A.T.F.L.
    LAQ                         | L.A.Q.
    SAQ                         | S.A.Q.
    OHP                         | O.H.P.
"""


def test_sounds_as_a_trainer_would_say_it() -> None:
    assert misread(SAID, "es", "es") == []


def test_has_thirty_forms() -> None:
    assert len(rows(SAID)) >= 30
