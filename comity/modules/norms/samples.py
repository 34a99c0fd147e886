"""The norms of the demonstration: (code, kind, name, purpose, text, state), in the languages they are written in."""

NORMS = [
    (
        "POL-IDM",
        "policy",
        {
            "en": "Identity and access management",
            "fr": "Gestion des identités et des accès",
            "es": "Gestión de la identidad y el acceso",
            "ru": "Управление учетными записями и доступом",
            "ar": "إدارة الهوية والنفاذ",
            "zh-hans": "身份和访问管理",
        },
        {
            "en": "One identity for each person, and rights that end with the need for them.",
            "fr": "Une identité par personne, et des droits qui cessent avec le besoin.",
        },
        {
            "en": "Every user of a system of the Organization has one personal identity. Shared accounts are not used. "
            "Rights are granted for a purpose, by who is responsible for the data, until a date, and are reviewed "
            "every six months. Accounts of persons who leave are closed on their last day.",
            "fr": "Chaque utilisateur d'un système de l'Organisation possède une identité personnelle. Les comptes "
            "partagés ne sont pas utilisés. Les droits sont accordés pour un but, jusqu'à une date, et revus tous "
            "les six mois.",
        },
        "in_force",
    ),
    (
        "STD-ENC",
        "standard",
        {
            "en": "Encryption of data links",
            "fr": "Chiffrement des liaisons de données",
            "es": "Cifrado de los enlaces de datos",
            "ru": "Шифрование каналов передачи данных",
            "ar": "تشفير وصلات البيانات",
            "zh-hans": "数据链路加密",
        },
        {"en": "What crosses a network is read only by those it is meant for."},
        {
            "en": "Links that leave a building are encrypted with AES-256 or stronger. Keys are exchanged at least once "
            "a year. Confidential information (ST/SGB/2007/6) is encrypted end to end."
        },
        "in_force",
    ),
    (
        "STD-WEB",
        "standard",
        {
            "en": "Web publishing",
            "fr": "Publication sur le Web",
            "es": "Publicación en la web",
            "ru": "Публикация в Интернете",
            "ar": "النشر على الشبكة",
            "zh-hans": "网站发布",
        },
        {"en": "Sites of the Organization are found, read and trusted by everyone, in six languages."},
        {
            "en": "Public sites use the common content system, meet WCAG 2.2 level AA, carry the six official languages "
            "where the content is official, and name the unit that answers for them (ST/AI/2022/2)."
        },
        "in_force",
    ),
    (
        "GDL-OSS",
        "guideline",
        {
            "en": "Use of open-source software",
            "fr": "Utilisation des logiciels libres",
            "es": "Uso de programas de código abierto",
            "ru": "Использование программ с открытым исходным кодом",
            "ar": "استخدام البرمجيات المفتوحة المصدر",
            "zh-hans": "开源软件的使用",
        },
        {"en": "When open-source solutions are considered, and how they are kept up (A/62/793 para 18)."},
        {
            "en": "A business case for software compares at least one open-source option. Software that is chosen is "
            "listed with its licence, its keepers and the person who follows its security notices."
        },
        "consultation",
    ),
]
