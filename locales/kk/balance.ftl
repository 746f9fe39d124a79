### Адамдар не күтеді, қандай мәселелерді көреді, жоспарлар мен рейтингтер нені есепке алады. Әр сөйлем scoring/balance/said.py рұқсат бергенін ғана айтады.
### .inside — сөйлем ортасындағы атау.

## Тақырыптар

sentence-part-expectations = Адамдар не күтеді
sentence-part-problems = Мәселелер
sentence-part-documents = Жоспарлар мен көрсеткіштер

## Сегіз негізгі бағыт

element-education = Білім беру
    .inside = білім беру
element-healthcare = Денсаулық сақтау
    .inside = денсаулық сақтау
element-transport = Көлік
    .inside = көлік
element-urban_administration = Қаланы басқару
    .inside = қаланы басқару
element-economy_business = Экономика және бизнес
    .inside = экономика және бизнес
element-security = Қауіпсіздік
    .inside = қауіпсіздік
element-ecology = Экологиялық ахуал
    .inside = экологиялық ахуал
element-housing_communal = Тұрғын үй-коммуналдық шаруашылық
    .inside = тұрғын үй-коммуналдық шаруашылық

## Жеті мәселе

problem-P1 = Қала жүйелері мен ақылды қала жобалары өзара байланыспаған
    .quoted = «{ problem-P1 }»
problem-P2 = Тұрғындар жоспарлауға аз қатысады
    .quoted = «{ problem-P2 }»
problem-P3 = Ақылды технологиялардың тәуекелі мен әсері бағаланбайды
    .quoted = «{ problem-P3 }»
problem-P4 = Ақылды технологияларға қатысты ақшаның қайда кететіні белгісіз
    .quoted = «{ problem-P4 }»
problem-P5 = Өкілеттіктер мен ресурстар ескі тәртіппен бөлінеді
    .quoted = «{ problem-P5 }»
problem-P6 = Цифрлық арналар әлсіз, қоғамдық тыңдаулар тек қағаз жүзінде
    .quoted = «{ problem-P6 }»
problem-P7 = Ақылды қала технологиялары туралы білім мен тәжірибе алу қиын
    .quoted = «{ problem-P7 }»

## 2020 жылғы рейтингтің салалары

area-health = Денсаулық сақтау
    .inside = денсаулық сақтау
area-education = Білім беру
    .inside = білім беру
area-security = Қауіпсіздік
    .inside = қауіпсіздік
area-transport = Көлік
    .inside = көлік
area-social_sphere = Әлеуметтік сала
    .inside = әлеуметтік сала
area-ecology = Экология
    .inside = экология
area-business_tourism = Бизнес және туризм
    .inside = бизнес және туризм
area-business = Бизнес
    .inside = бизнес
area-tourism = Туризм
    .inside = туризм
area-utilities = Коммуналдық шаруашылық
    .inside = коммуналдық шаруашылық
area-construction = Құрылыс
    .inside = құрылыс
area-agriculture = Ауыл шаруашылығы
    .inside = ауыл шаруашылығы
area-ict = АКТ
    .inside = АКТ

## Салыстырылатын екі жақ

side-technology = Технология
    .inside = технология
side-social = Әлеуметтік жағы
    .inside = әлеуметтік жағы
side-infrastructure = Инфрақұрылым
    .inside = инфрақұрылым
side-participation = Тұрғындардың қатысуы
    .inside = тұрғындардың қатысуы

## Маңызы мен бағасы

quadrant-attention = Маңызды, бағасы жоғары емес
quadrant-strength = Маңызды, бағасы жоғары
quadrant-secondary = Маңызы да, бағасы да жоғары емес
quadrant-surplus = Маңызы жоғары емес, бағасы жоғары
quadrant-unassigned = Шекараға тым жақын

balance-gap-more = { $city }: маңызы қазіргі бағасынан айқын жоғары: { $elements }.
balance-gap-less = { $city }: қазіргі бағасы маңызынан айқын жоғары: { $elements }.
balance-gap-none = { $city }: маңызы мен қазіргі бағасының арасында айқын алшақтық жоқ: { $elements }.
balance-quadrant-attention =
    { $city }, { $lines ->
        [means] барлық бағыттың орташасымен
       *[middle] шкаланың ортасымен
    } салыстырғанда: маңызды, бірақ бағасы жоғары емес: { $elements }.
balance-quadrant-strength =
    { $city }, { $lines ->
        [means] барлық бағыттың орташасымен
       *[middle] шкаланың ортасымен
    } салыстырғанда: маңызды әрі бағасы жоғары: { $elements }.
balance-quadrant-secondary =
    { $city }, { $lines ->
        [means] барлық бағыттың орташасымен
       *[middle] шкаланың ортасымен
    } салыстырғанда: маңызы да, бағасы да жоғары емес: { $elements }.
balance-quadrant-surplus =
    { $city }, { $lines ->
        [means] барлық бағыттың орташасымен
       *[middle] шкаланың ортасымен
    } салыстырғанда: маңызы жоғары емес, бірақ бағасы жоғары: { $elements }.
balance-quadrant-unassigned =
    { $city }, { $lines ->
        [means] барлық бағыттың орташасымен
       *[middle] шкаланың ортасымен
    } салыстырғанда: шекараға тым жақын, қорытынды жасауға ерте: { $elements }.

## Топтар

balance-groups-differ = { $city }, { $element }: «{ $group }» тобы үшін «{ $other_group }» тобына қарағанда айқын маңыздырақ.
balance-groups-alike = { $city }: топтар үшін не маңызды екенінде айқын айырмашылық жоқ.
balance-groups-few = { $city }: топтар үшін не маңызды екенін салыстыруға жауап әлі аз.

## Мәселелер

balance-problems-graver = { $city }: күрделірек деп бағаланғаны — { $graver }, айқын жеңілірек деп бағаланғаны — { $lesser }.
balance-problems-alike = { $city }: күрделілігі бойынша айқын айырмашылық жоқ: { $problems }.
balance-problems-order = { $city }: мәселелердің реті туралы келісім — { NUMBER($w, minimumFractionDigits: 2, maximumFractionDigits: 2) }, мұнда 0 — мүлде жоқ, 1 — толық.
balance-problems-no-order = { $city }: жауап бергендерде мәселелердің ортақ реті жоқ.
balance-problems-source = Мәселелер тізімі ірі қалалар үшін жасалған. Тұрғындардың қатысуы туралы екі мәселе бір-біріне жақын.

## Екі жақтың бағасы

balance-performance-higher = { $city }: { $side } жоғары, { $other_side } төмен бағаланған, айырмасы { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
balance-performance-alike = { $city }: екі жақтың бағасында айқын айырмашылық жоқ: { $side } және { $other_side }.
balance-performance-note = Бұл салыстыру бағалар туралы. Ол жоспарлар мен көрсеткіштер неге басымдық беретінін көрсетпейді.

## Жоспарлар мен көрсеткіштер

balance-coverage = Жарияланған { $declared } бағыттың { $covered } бағытын рейтинг бақылайтын салалар қамтиды.
balance-coverage-not-monitored = Жарияланған, бірақ бақыланбайды: { $elements }.
balance-coverage-not-declared = Бақыланады, бірақ жарияланбаған: { $areas }.
balance-coverage-readings = Салалар мен бағыттарды әр түрлі сәйкестендіруге болады. Тексерілген { $count } тәсіл бойынша екі тізім { NUMBER($low, maximumFractionDigits: 0) }–{ NUMBER($high, maximumFractionDigits: 0) }% сәйкес келеді.
balance-emphasis-focus = Белгілеуі бірдей { $count } көрсеткіштің { $one } көрсеткіші — технология, { $other } көрсеткіші — әлеуметтік жағы туралы.
balance-emphasis-focus-open = Технология мен әлеуметтік жағын ажыратуда кодтаушылардың келісімі әлі жеткіліксіз: үлестері келтірілмейді.
balance-emphasis-focus-tentative = Технология мен әлеуметтік жағының үлестері алдын ала: кодтаушылардың келісімі шамамен ғана.
balance-emphasis-approach = Белгілеуі бірдей { $count } көрсеткіштің { $one } көрсеткіші — инфрақұрылым, { $other } көрсеткіші — тұрғындардың қатысуы туралы.
balance-emphasis-approach-open = Инфрақұрылым мен тұрғындардың қатысуын ажыратуда кодтаушылардың келісімі әлі жеткіліксіз: үлестері келтірілмейді.
balance-emphasis-approach-tentative = Инфрақұрылым мен тұрғындардың қатысуының үлестері алдын ала: кодтаушылардың келісімі шамамен ғана.
balance-technology-share = Технологияны пайдалану көрсеткіштері 2020 жылғы рейтингтің { NUMBER($inside, minimumFractionDigits: 1, maximumFractionDigits: 1) } пайызынан аспайды, ал рейтингке қосымша болса, { NUMBER($beside, minimumFractionDigits: 1, maximumFractionDigits: 1) } пайызынан аспайды.

## Қалалар, 2025 жылғы мақалада жазылғандай

town-population = Халқы: шамамен { $low }–{ $high } мың, мақалада жазылғандай.
town-doubtful = Жазылған халық саны қаланың емес, ауданның санына ұқсайды.
town-shu =
    .role = Теміржол логистикасы мен ауыл шаруашылығы
    .economy = Ауыл шаруашылығы және көлік торабы, маңызды теміржол түйіндерінің бірі
    .issues = Қала инфрақұрылымының тозуы, цифрлық технологиялардың аздығы
    .priorities = Цифрлық ауыл шаруашылығы мен көлік логистикасы
town-ayagoz =
    .role = Теміржол және әскери қала
    .economy = Теміржол торабы, әскерилерге қызмет көрсету, шағын сауда, ауыл шаруашылығы
    .issues = Экономиканың біржақтылығы, халықтың көшуі, әлсіз цифрлық инфрақұрылым
    .priorities = Әскери және азаматтық қауіпсіздік
town-shalkar =
    .role = Теміржол және транзит қызметтері
    .economy = Теміржол көлігі, логистика мен қызмет көрсету
    .issues = Инфрақұрылымның тозуы, жастардың ірі қалаларға кетуі, цифрлық қызметтердің аздығы
    .priorities = Мемлекеттік қызметтерді автоматтандыру, көлік бағыттарын жақсарту

## Құжаттар туралы жазбалар

note-help =
    Құжат не көрсететінін жазыңыз. Бір хабар не астына осылай жазылған файл жіберіңіз:

    /note { $example }
    Құжаттың атауы
    Құжатқа сілтеме
    Ол не көрсетеді

    Бірінші жолда — қала, тармақ не көрсеткіш және құжаттың күні.
note-kept = { $number }-жазба сақталды. Ол бағалардың қасында тұрады, балды өзгертпейді.
note-lacks = Жазба әлі сақталған жоқ. Мыналарды қосыңыз не түзетіңіз:
note-fault-city = бірінші жолдағы қала
note-fault-subject = бірінші жолдағы тармақтың не көрсеткіштің коды
note-fault-dated = күні, мысалы 2025-05-20
note-fault-title = атауы: бір жол, 300 таңбадан аспасын
note-fault-shows = құжат не көрсетеді: 2000 таңбадан аспасын
note-fault-link = сілтеме: 500 таңбадан аспасын
note-fault-file = файлдың атын қысқарту
note-fault-source = сілтеме не жазбасы бар файл
