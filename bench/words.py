"""Titles and descriptions of invented tickets, in six languages: what broke, where, and since when."""

from random import Random

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

# For each language: things, troubles, places, and a sentence with places for the three and a number.
WORDS: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "en": (
        ["printer", "laptop", "mailbox", "radio", "router", "telephone", "projector", "scanner", "network", "account", "password", "server", "application", "browser", "keyboard", "screen", "battery", "satellite", "antenna", "database", "folder", "calendar", "camera", "headset", "licence", "mobile", "cable", "switch", "report", "invoice"],
        ["does not start", "is very slow", "shows an error", "cannot be reached", "is lost", "asks for a password",
         "stopped suddenly", "makes a noise", "prints blank pages", "has expired", "is full", "is locked",
         "disconnects every hour", "needs an update", "is broken"],
        ["meeting room", "registry", "field office", "warehouse", "ground floor", "conference hall", "airport",
         "camp", "library", "medical centre", "radio room", "finance section", "reception", "archive", "garage"],
        ["The {thing} in the {place} {trouble} since this morning. About {n} people cannot work. I restarted it twice.",
         "Since the last update the {thing} {trouble}. It happens in the {place}, room {n}. Please call me.",
         "Our {thing} {trouble}. We need it for the meeting at {n} hours in the {place}."],
    ),
    "fr": (
        ["imprimante", "ordinateur", "messagerie", "radio", "routeur", "téléphone", "projecteur", "scanneur", "réseau", "compte", "serveur", "application", "navigateur", "clavier", "écran", "batterie", "satellite", "antenne", "dossier", "calendrier", "caméra", "casque", "licence", "câble", "rapport", "facture"],
        ["ne démarre pas", "est très lent", "affiche une erreur", "est inaccessible", "est perdu",
         "demande un mot de passe", "s'est arrêté", "fait du bruit", "a expiré", "est plein", "est bloqué", "est en panne"],
        ["salle de réunion", "bureau régional", "entrepôt", "rez-de-chaussée", "aéroport", "camp", "bibliothèque",
         "centre médical", "section des finances", "accueil", "garage"],
        ["Depuis ce matin, {thing} {trouble} ({place}). Environ {n} personnes ne peuvent pas travailler.",
         "Après la mise à jour, {thing} {trouble}. Lieu : {place}, bureau {n}. Merci de me rappeler."],
    ),
    "es": (
        ["impresora", "portátil", "correo", "radio", "enrutador", "teléfono", "proyector", "escáner", "red", "cuenta", "contraseña", "servidor", "aplicación", "navegador", "teclado", "pantalla", "batería", "satélite", "antena", "carpeta", "calendario", "cámara", "licencia", "cable", "informe", "factura"],
        ["no arranca", "va muy lento", "muestra un error", "no responde", "se ha perdido", "pide una contraseña",
         "se detuvo", "hace ruido", "ha caducado", "está lleno", "está bloqueado", "está averiado"],
        ["sala de reuniones", "oficina regional", "almacén", "planta baja", "aeropuerto", "campamento", "biblioteca",
         "centro médico", "sección de finanzas", "recepción", "garaje"],
        ["Desde esta mañana {thing} {trouble} en {place}. Unas {n} personas no pueden trabajar.",
         "Tras la actualización, {thing} {trouble}. Lugar: {place}, despacho {n}. Por favor, llámenme."],
    ),
    "ru": (
        ["принтер", "ноутбук", "почта", "рация", "маршрутизатор", "телефон", "проектор", "сканер", "сеть", "пароль", "сервер", "приложение", "браузер", "клавиатура", "экран", "батарея", "спутник", "антенна", "папка", "календарь", "камера", "лицензия", "кабель", "отчёт", "счёт"],
        ["не включается", "работает медленно", "показывает ошибку", "недоступен", "потерян", "требует пароль",
         "остановился", "шумит", "просрочен", "переполнен", "заблокирован", "сломан"],
        ["зал заседаний", "региональное отделение", "склад", "первый этаж", "аэропорт", "лагерь", "библиотека",
         "медицинский центр", "финансовый отдел", "архив", "гараж"],
        ["С утра {thing} {trouble}, место: {place}. Около {n} человек не могут работать.",
         "После обновления {thing} {trouble}. {place}, комната {n}. Прошу перезвонить."],
    ),
    "ar": (
        ["الطابعة", "الحاسوب", "البريد", "الراديو", "الموجه", "الهاتف", "العارض", "الماسح", "الشبكة", "الحساب", "الخادم", "التطبيق", "المتصفح", "الشاشة", "البطارية", "الهوائي", "المجلد", "التقويم", "الكاميرا", "الرخصة", "الكابل", "التقرير", "الفاتورة"],
        ["لا تعمل", "بطيئة جدا", "تظهر خطأ", "غير متاحة", "مفقودة", "تطلب كلمة المرور", "توقفت فجأة", "انتهت صلاحيتها",
         "ممتلئة", "مقفلة", "معطلة"],
        ["قاعة الاجتماعات", "المكتب الميداني", "المستودع", "الطابق الأرضي", "المطار", "المعسكر", "المكتبة",
         "المركز الطبي", "قسم المالية", "الاستقبال"],
        ["منذ الصباح {thing} {trouble} في {place}. حوالي {n} شخصا لا يستطيعون العمل.",
         "بعد التحديث {thing} {trouble}. المكان: {place}، الغرفة {n}. الرجاء الاتصال بي."],
    ),
    "zh": (
        ["打印机", "笔记本电脑", "邮箱", "电台", "路由器", "电话", "投影仪", "扫描仪", "网络", "账户", "密码", "服务器", "应用程序", "浏览器", "键盘", "屏幕", "电池", "卫星", "天线", "文件夹", "日历", "摄像头", "许可证", "电缆", "报告", "发票"],
        ["无法启动", "非常慢", "显示错误", "无法访问", "丢失了", "要求输入密码", "突然停止", "有噪音", "已过期", "已满",
         "被锁定", "坏了"],
        ["会议室", "外地办事处", "仓库", "一楼", "机场", "营地", "图书馆", "医疗中心", "财务科", "接待处"],
        ["从今天早上起，{place}的{thing}{trouble}。大约{n}人无法工作。",
         "更新之后{thing}{trouble}。地点：{place}，{n}号房间。请给我回电话。"],
    ),
}  # fmt: skip


def told(random: Random, number: int) -> tuple[str, str]:
    """Return (title, description) of one ticket; half are in English, the rest in the other five."""
    language = LANGUAGES[0] if number % 2 else LANGUAGES[1 + number // 2 % 5]
    things, troubles, places, sentences = WORDS[language]
    thing, trouble, place = random.choice(things), random.choice(troubles), random.choice(places)
    said = random.choice(sentences).format(
        thing=thing, trouble=trouble, place=place, n=random.randrange(2, 900)
    )
    gap = "" if language == "zh" else " "
    title = f"{thing}{gap}{trouble}{gap}({place})" if number % 3 else f"{thing}{gap}{trouble}"
    return title[:1].upper() + title[1:], said
