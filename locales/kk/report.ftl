### Есеп: жиналысқа арналған бет пен PDF.

report-title = Ақылды қалаға дайындық: сауалнама есебі
report-fieldwork = Кім жауап берді
report-indices = Қалалар бойынша нәтижелер
report-towns = Қалалар 2025 жылғы мақалада қалай сипатталған
report-evidence = Құжаттар не көрсетеді
report-verify = Бұл есепті қалай тексеруге болады

## Кестелер

report-city = Қала
report-group = Топ
report-wanted = Керегі
report-people = Адам саны
report-total = Балл
report-percent = Пайыз
report-index = 0–100
report-interval = Аралық, 95%
report-floor = Балл мен пайыз 2025 жылғы мақаладағыдай, мүмкін ең жоғары балға шаққанда есептелген; ең төменгі мүмкін мән — 20%. 0–100 шкаласы — дәл көрсеткіш. Сызықша: жауап аз.
report-items = 1-ден 5-ке дейінгі дөңгелектелген балл, жақшада дөңгелектелмеген орташа мән. Сызықша: жауап аз.
report-views = { $index }: әр топ өз қаласын қалай бағалайды, 0-ден 100-ге дейін
report-expectations = { $city }: маңызы мен қазіргі бағасы, 1–5
report-element = Бағыт
report-importance = Маңызы
report-now = Қазір
report-gap = Алшақтық
report-quadrant = Орны
report-expectations-note = Жақша ішінде — 95% аралығы. Алшақтық — сол адамдардағы маңызы мен қазіргі бағасының айырмасы. Тепе-теңдік: 1 — бағыт барлық топқа бірдей маңызды, 0 — айырма мейлінше үлкен. Сызықша: жауап аз немесе сан санаулы адамның жауабын ашып қояды. Орны — шкаланың ортасымен (3) салыстырғанда; аралығы оған тисе, орны белгісіз.
report-importance-groups = { $city }: бағыттардың әр топ үшін маңызы, 1–5
report-balance = Тепе-теңдік, 0–1
report-problems = { $city }: адамдар мәселелерді қаншалықты күрделі деп бағалайды, 1–5
report-problem = Мәселе
report-severity = Орташа (95% аралығы)
report-top = 4 не 5 деп бағалағаны

## Сұхбат

report-interviews = Мамандар не дейді
report-interviews-about = { $people } адам ашық сұрақтарға жазып немесе дауыспен жауап берді. { $sentences } сөйлемге тақырып белгіленді: әрқайсысын бірінің белгісін бірі көрмеген кемінде екі кодтаушы оқыды. Кодтаушылар: { $coders }.
report-themes = Сұхбат тақырыптары
report-theme = Тақырып
report-alpha = Альфа мәні
report-trust = Келісім
report-alpha-value = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
report-trust-good = жақсы
report-trust-tentative = шартты
report-trust-poor = тым аз
report-trust-undefined = айту мүмкін емес
report-themes-note = Адамдар: жауабында барлық кодтаушы осы тақырыпқа жатқызған сөйлем бар кісілер. Криппендорф альфасы, сөйлем бойынша: 0,67-ден шартты, 0,80-нен жақсы. Сызықша: { $minimum } адамнан аз немесе кодтаушылардың келісімі тым аз. Аз адам айтқан тақырыптың маңызы кем емес.
report-interviews-held = Сұхбат туралы айтылған мәлімет оған тағы кемінде { $minimum } адамның жауабы қосылғанда және кезең жабылғанда бір рет қана өзгереді: екі есептен бір адамның не айтқанын білуге болмайды.
report-quoted = Рұқсатпен келтірілген, «{ $theme }»:
report-quotation = «{ $text }» — { $group }, { $city }

## Бағалардың жанында

report-facet = Не туралы
report-told = Мақалада
report-role = Рөлі
report-economy = Экономикасы
report-issues = Қиындықтары
report-priorities = Басымдықтары
report-source = Дереккөз: { $source }, { $date }
report-evidence-about = Бұл жазбалар бағалардың жанында тұрады және ешбір балға кірмейді.
report-note = { $city }, «{ $subject }», { $date }: { $shows }
report-note-source = (Дереккөз: { $source })
