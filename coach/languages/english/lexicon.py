"""Words of English routines that engines must be told how to say."""

# ruff: noqa: RUF001 - phonemes

from collections.abc import Mapping
from types import MappingProxyType

EXPANSIONS: Mapping[str, str] = MappingProxyType(
    {
        "1RM": "one rep max",
        "AAROM": "active assisted range of motion",
        "AROM": "active range of motion",
        "BW": "bodyweight",
        "DB": "dumbbell",
        "HEP": "home exercise program",
        "HIIT": "hit",
        "KB": "kettlebell",
        "LAQ": "long arc quad",
        "NWB": "non weight bearing",
        "OHP": "overhead press",
        "PROM": "passive range of motion",
        "RDL": "Romanian deadlift",
        "RIR": "reps in reserve",
        "ROM": "range of motion",
        "SAQ": "short arc quad",
        "SLR": "straight leg raise",
        "TKE": "terminal knee extension",
        "WBAT": "weight bearing as tolerated",
    }
)
"""Abbreviations that are said in full, whatever the engine."""

ESPEAK: Mapping[str, str] = MappingProxyType(
    {
        # Abbreviations. SMR, PNF, TFL, IT band and the like are spelled out by espeak itself, and
        # DOMS is said "doms" in a gym, as espeak says it.
        "ACL": "A-C-L",
        "ADL": "A-D-L",
        "AIS": "A-I-S",
        "ASIS": "A-S-I-S",
        "ATFL": "A-T-F-L",
        "EMG": "E-M-G",
        "EMOM": "E-mom",
        "IASTM": "I-A-S-T-M",
        "ITB": "I-T-B",
        "ITBS": "I-T-B-S",
        "PSIS": "P-S-I-S",
        "SI joint": "S.I. joint",
        # Fascia rhymes with "cash here", and is not a face.
        "fascia": "fashia",
        "fasciae": "fashy-ee",
        "fascial": "fashial",
        "fasciitis": "fashiitis",
        "myofascial": "myofashial",
        # Muscles.
        "brachialis": "braykialis",
        "brachii": "braykeeye",
        "gracilis": "gracilliss",
        "iliacus": "il-eyeacus",
        "iliopsoas": "iliosoas",
        "infraspinatus": "infra-spy-naytus",
        "latissimus": "la-tissimus",
        "medialis": "meedy-alis",
        "multifidus": "mul-tiffidus",
        "pectineus": "pectinneus",
        "peroneal": "perrohneeal",
        "peroneals": "perrohneeals",
        "popliteus": "poplittius",
        "quadratus": "quod-raytus",
        "quadricep": "quadrissep",
        "quadriceps": "quadrisseps",
        "semimembranosus": "semimembranohsus",
        "semitendinosus": "semitendinohsus",
        "serratus": "ser-raytus",
        "spinae": "spynee",
        "supraspinatus": "supra-spy-naytus",
        "teres": "teereez",
        "tibialis": "tibby-aliss",
        # Bones, joints and places.
        "calcaneal": "calcaynial",
        "calcaneus": "calcaynius",
        "distal": "dystal",
        "labral": "laybral",
        "labrum": "laybrum",
        "lumbopelvic": "lumbo-pelvic",
        "meniscus": "meh-niscus",
        "olecranon": "oh-lecranon",
        "patella": "pahtella",
        "patellar": "pahtellar",
        "phalanges": "fuh-lanjeez",
        "popliteal": "popliteeal",
        "sacroiliac": "sacro-iliac",
        "sciatic": "sighattic",
        "talus": "taylus",
        "trochanter": "trow-canter",
        # Movements.
        "Pilates": "pill-ahteez",
        "plantarflex": "plantar flex",
        "plantarflexed": "plantar flexed",
        "plantarflexing": "plantar flexing",
        "plantarflexion": "plantar flexion",
        "pronate": "prohnate",
        "pronated": "prohnated",
        "pronates": "prohnates",
        "pronating": "prohnating",
        # Tools.
        "Bosu": "boesoo",
        "Theraband": "therra-band",
        "Theragun": "therra-gun",
    }
)
"""Respellings for espeak. Each was seen in the phonemes of espeak-ng 1.52 (en-us) to be said
otherwise than medical English says it, and its respelling to be nearer. What espeak says well, such
as soleus, gastrocnemius or Achilles, has no place here."""

HIBARI: Mapping[str, str] = MappingProxyType(
    {
        # Abbreviations.
        "AMRAP": "/ˈæmɹæp/",
        "EMOM": "E-mom",
        "IT band": "I.T. band",
        "PSIS": "P-S-I-S",
        # Muscles.
        "brachialis": "/bɹˌAkiˈælɪs/",
        "brachii": "/bɹˈAkiˌI/",
        "fasciae": "/fˈæʃiˌi/",
        "fibularis": "/fˌɪbjəlˈɛɹɪs/",
        "hallucis": "/hˈæləsɪs/",
        "iliopsoas": "/ˌɪliOsˈOəs/",
        "infraspinatus": "/ˌɪnfɹəspInˈATəs/",
        "latae": "/lˈATi/",
        "lateralis": "/lˌæTəɹˈælɪs/",
        "latissimus": "/lətˈɪsəməs/",
        "medialis": "/mˌidiˈælɪs/",
        "multifidus": "/mʌltˈɪfədəs/",
        "myofascial": "/mˌIOfˈæʃiəl/",
        "pectoralis": "/pˌɛktəɹˈælɪs/",
        "plantaris": "/plæntˈɛɹɪs/",
        "popliteus": "/pɑplˈɪTiəs/",
        "quadricep": "/kwˈɑdɹəsˌɛp/",
        "semimembranosus": "/sˌɛmimˌɛmbɹənˈOsəs/",
        "semitendinosus": "/sˌɛmitˌɛndənˈOsəs/",
        "serratus": "/səɹˈATəs/",
        "subscapularis": "/sˌʌbskæpjəlˈɛɹɪs/",
        "supraspinatus": "/sˌupɹəspInˈATəs/",
        # Bones, joints and places.
        "acromion": "/əkɹˈOmiən/",
        "lumbopelvic": "/lˌʌmbOpˈɛlvɪk/",
        "phalanges": "/fəlˈænʤˌiz/",
        # Movements.
        "chaturanga": "/ʧˌæTəɹˈɑŋɡə/",
        "pronating": "/pɹˈOnˌATɪŋ/",
        # Tools.
        "Bosu": "/bˈOsu/",
        "Theraband": "/θˈɛɹəbˌænd/",
        "Theragun": "/θˈɛɹəɡˌʌn/",
    }
)
"""Words that hibari-tts 0.2.1 says wrongly, as above. Phonemes, in misaki's signs, are in strokes.

What hibari says well, such as soleus, fascia or gastrocnemius, has no place here.
"""
