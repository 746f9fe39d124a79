### Деректер сипаттамасы мен кестелердің сөздері.

codebook-respondent_id = Жауап берушінің бүркеншік коды
codebook-response_id = Сауалнаманың бүркеншік коды
codebook-wave = Сауалнама кезеңі
codebook-city = Бағаланған қала
codebook-stakeholder_group = Мүдделі тараптар тобы
codebook-language = Сұрақ көрсетілген тіл
codebook-status = Сауалнама соңына дейін толтырылды ма
codebook-started_on = Басталған күні
codebook-completed_on = Жіберілген күні
codebook-instrument = Сауалнаманың атауы мен нұсқасы
codebook-item = Тармақтың коды
codebook-value = Жауаптың коды
codebook-level = Жол не туралы: индекс пе, тармақ па
codebook-id = Индекстің не тармақтың коды
codebook-method_paper = Мақаладағы есептеу әдісі
codebook-method_index = Дәл есептеу әдісі
codebook-n = Баға берген адам саны
codebook-suppressed = Адам аз болғандықтан бағалар жасырылды ма
codebook-total = Мақала әдісімен жиналған балл
codebook-maximum = Мүмкін болатын ең жоғары балл
codebook-percent = Мақала әдісімен ең жоғары балдың пайызы
codebook-total_unrounded = Дөңгелектелмеген балл
codebook-percent_of_maximum = Дөңгелектелмеген пайыз, 20-дан 100-ге дейін
codebook-index = 100 балдық шкаладағы мән
codebook-low = Белгісіздік аралығының (95%) төменгі шегі
codebook-high = Белгісіздік аралығының (95%) жоғарғы шегі
codebook-statistic = Не есептелген
codebook-method = Қалай: әдістің коды
codebook-first = Бірінші жағы: қала, топ, тіл не кезең; болмаса — none
codebook-second = Салыстырудың екінші жағы
codebook-n_second = Екінші жағындағы адам саны
codebook-estimate = Нәтиже; айырма — біріншіден екіншіні шегергендегі мән
codebook-interval-low = Нәтиже аралығының (95%) төменгі шегі
codebook-interval-high = Нәтиже аралығының (95%) жоғарғы шегі
codebook-p = p мәні
codebook-p_holm = Салыстыру санына түзетілген p мәні (Холм)
codebook-clear = Айырма бар деуге бола ма: p 0,05-тен кем, кемінде 5 балл
codebook-note_id = Жазбаның нөмірі
codebook-subject = Құжат айтатын тармақтың не көрсеткіштің коды
codebook-dated = Құжаттың күні
codebook-title = Құжаттың атауы
codebook-shows = Құжат не көрсетеді
codebook-link = Құжатқа сілтеме
codebook-file_name = Тіркелген файлдың аты
codebook-sha256 = Тіркелген файлдың бақылау сомасы
codebook-noted_by = Кім жазды
codebook-noted_on = Жазылған күні

## Мәндер

codebook-ordinal = Хабардың реті
codebook-kind = Хабардың түрі
codebook-seconds = Дауыстық хабардың ұзақтығы, секунд
codebook-voice = Дауыс файлының аты
codebook-text = Жазылған сөздер
codebook-chosen-0 = Таңдалмады
codebook-chosen-1 = Таңдалды
codebook-kind-text = Жазбаша
codebook-kind-voice = Дауыстық
codebook-status-complete = Толық
codebook-status-partial = Жартылай
codebook-level-index = Индекс бойынша
codebook-level-item = Тармақ бойынша
codebook-group-all = Барлық топ
codebook-group-technical = Қала құрылысшылары, сәулетшілер және АКТ саласының мамандары
codebook-withheld = Ешкім танылмауы үшін жасырылды
codebook-language-kk = Қазақ тілі
codebook-language-ru = Орыс тілі
codebook-language-en = Ағылшын тілі
codebook-suppressed-true = Жасырылды
codebook-suppressed-false = Көрсетілді
codebook-clear-true = Болады
codebook-clear-false = Болмайды
codebook-city-all = Барлық қала
codebook-statistic-alpha = Кронбах альфасы және Фельдт аралығы
codebook-statistic-alpha_without = Осы тармақсыз альфа
codebook-statistic-rest = Тармақтың қалғандарының қосындысымен корреляциясы
codebook-statistic-deviation = Келісім: орташа бағадан орташа ауытқу
codebook-statistic-equal = Әр топтың салмағы тең индекс, 0–100
codebook-statistic-kruskal = Топтардың не қалалардың Краскел — Уоллис критерийі
codebook-statistic-epsilon_squared = Осы айырмалардың көлемі, эпсилон квадраты
codebook-statistic-dunn = Екі топты Данн бойынша салыстыру, z
codebook-statistic-difference = Екі қала индексінің айырмасы, балмен
codebook-statistic-delta = Екі қаланың Клифф дельтасы, Манн — Уитни бойынша p
codebook-statistic-signed_ranks = Екі қаланы да бағалағандардың Уилкоксон рангілері
codebook-statistic-dominance = Бірінші қаланы жоғары және төмен бағалағандар айырмасы
codebook-statistic-effect = Бір адамдардың айырмасы, стандартты ауытқумен
codebook-statistic-trend = Индекстің екі кезең арасындағы өзгерісі, балмен
codebook-statistic-trend_equal = Әр топтың салмағы тең болғандағы сол өзгеріс
codebook-statistic-language = Тармақтың екі тілдегі орташа бағасының айырмасы

## Кестелер

tables-sample = Қатысушылар
tables-indices = Индекстер
tables-codebook = Айнымалылар
tables-item = Бағыты
tables-total = Жалпы балл (ең көбі { $maximum })
tables-percent = Деңгейі, ең жоғары балдың пайызы
tables-people = Жауап берген адам саны
tables-all = Барлығы
tables-share = Үлесі, пайызбен
tables-few = Жауап аз: бағалар көрсетілмейді

## Экспорттағы README.md

readme-title = Сауалнама, деректер: { $date }
readme-intro = Қалаларды сонда тұратын және жұмыс істейтін адамдар Telegram ботында бағалады. Бір жол — бір адамның бір қала туралы жауабы. Бұл файлдарда ешкімнің аты, нөмірі немесе хабарламасы жоқ.

readme-files = Файлдар
readme-file-responses = жауаптар: әр жауапқа бір жол, әр тармаққа бір баған
readme-file-answers = сол жауаптар, әрқайсысы бөлек жолда
readme-file-indices = қала мен топ бойынша индекстер және тармақтар
readme-file-notes = құжаттар не көрсетеді, балға кірмейді
readme-file-codebook = әр баған, оның сұрағы мен кодтары үш тілде
readme-file-ddi = мұрағаттарға арналған сол сипаттама, { $standard }
readme-file-tables = электрондық кестелер
readme-file-datapackage = бағдарламаларға арналған сипаттама
readme-file-sav = { $program } бағдарламасына арналған жауаптар
readme-file-dta = { $program } бағдарламасына арналған жауаптар
readme-file-digests = жарияланған шолулар: бағалары мен деректерінің таңбалары
readme-file-statistics = сенімділік, келісім және салыстырулар: топтар, қалалар, кезеңдер, тілдер
readme-file-recompute = индекстерді қайта есептейді
readme-file-block = қосымша сауалнаманың жауаптары: әр жауапқа бір жол
readme-file-open_answers = ашық сұрақтардың жауаптары, әр хабар бөлек жолда
readme-file-manifest = барлық файлдың бақылау сомасы, әдістер, қорғау
readme-labels = { $spss } файлында бағасы жоқ жауаптар пайдаланушы белгілеген бос мән болып тұр, { $stata } файлында олар { $letters } әріптерімен берілген. { $parquet } файлында әр тармақтың жанындағы екінші баған бағаның неге жоқ екенін көрсетеді.

readme-about = Осы сауалнама туралы
readme-conductor = Өткізуші: { $operator }. Байланыс: { $contact }.
readme-instrument = Сұрақтар нұсқасы: { $names }. Барлық сұрақ деректер сипаттамасында сөзбе-сөз берілген.
readme-population = Кімнен сұралады: қаламен байланысы бар ересек адамдардан, мүдделі тараптардың бес тобы бойынша.
readme-selection = Іріктеу: ашық сілтеме және шақырулар. Қатысуды әр адам өзі шешеді, сондықтан бұл кездейсоқ іріктеме емес. Бот сыйақы ұсынбайды.
readme-mode = Тәсілі: әркім Telegram арқылы өз бетімен, қазақ, орыс немесе ағылшын тілінде жауап береді.
readme-wave = { $name } кезеңі: басталуы { $begun }, аяқталуы { $ended }.
readme-wave-open = { $name } кезеңі: басталуы { $begun }, әлі жабылған жоқ.
readme-precision = Дәлдік: аралықтар бағалардың шашырауын көрсетеді, жауап бергендер өз тобының өкілі деп алынған. Бұл іріктеме қатесі емес.
readme-weights = Салмақ: қолданылмайды. Әр жауаптың үлесі бірдей.
readme-processing = Тексеру: бот тек ұсынылған жауаптарды қабылдайды, бір адамнан бір қала мен бір кезең бойынша бір ғана жауап алынады. Бірде-бір жауап түзетілген де, толықтырылған да жоқ.
readme-limits = Шектеулер: Telegram қолданбайтын адамдар қамтылмайды, топтардың саны әртүрлі. Баға — өлшем емес, пікір.

readme-sample = Топ пен қала бойынша жауаптар саны

readme-outcomes = Сауалнамалардың нәтижесі
readme-outcomes-text = { $aapor } анықтамасы бойынша: тармақтардың кемінде 80 пайызына жауап берілсе — толық, 50–79 пайызына берілсе — жартылай, одан аз болса — үзілген. «Білмеймін» деген — жауап, ал өткізіп жіберу жауап емес. Алғашқы төрт жол бүкіл сауалнама туралы, қалғандары осы экспорт туралы.
readme-outcome-starts = Ботты ашты
readme-outcome-agreed = Келісім берді
readme-outcome-declined = Бас тартты
readme-outcome-withdrawn = Қайтарып алынған жауаптар, деректерде жоқ
readme-outcome-begun = Басталған сауалнамалар
readme-outcome-complete = Толық
readme-outcome-partial = Жартылай
readme-outcome-break-off = Үзілген
readme-outcome-consented = Келісім бергендерге қатысты толық жауаптар
readme-outcome-minutes = Толық жауаптың медианалық уақыты, минут
readme-no-rate = Сілтеме ашық болғандықтан, қанша адам шақырылғаны белгісіз: жауап бергендердің үлесін есептеу мүмкін емес.

readme-method = Әдіс
readme-method-paper = { $method }: әр тармақтың орташасы ең жақын бүтін санға дейін дөңгелектеледі (жартысы — жоғары қарай), балдар қосылып, ең жоғары мүмкін балға бөлінеді, 2025 жылғы мақаладағыдай. Ең төменгі мүмкін мән — 20%.
readme-method-index = { $method }: тармақтардың дөңгелектелмеген орташаларының орташасы, 0-ден 100-ге дейін, 95% аралығымен.
readme-compared = { $table } файлында не тексерілгені тұр: адам саны, аралығы, p мәні. Шағын топтар индекстердегідей алынбаған. Екі қаланы бір адамдар бағаласа, салыстыру сол адамдардың жауаптарымен жасалады. Қала саны { $cities } санынан көп болса, тек бәрі бірге салыстырылады.
readme-missing = { $unknown } — «білмеймін», { $skipped } — өткізіп жіберілді, { $unreached } — сұраққа жетпеді. Бұлар баға болып есептелмейді.
readme-small = { $minimum } адамнан аз адам берген бағалар да, оларды есептеп табуға болатын сандар да көрсетілмейді.

readme-protection = Қорғау
readme-internal = Толық деректер, тек команда үшін. Қаласы, тобы, тілі және күні бірдей жауаптардың ең аз саны: { $k }. Файлдарды біреуге бермес бұрын шарттарын келісіп алыңыз.
readme-shared = Бөлісуге арналған: қала, топ, тіл және уақыттың кез келген үйлесімі кемінде { $minimum } жауапта кездеседі. Жазбалардағы ең аз саны: { $before }, осы файлдарда: { $after }.
readme-technical = Қала құрылысшылары, сәулетшілер және АКТ мамандары аз болған жерде бір топқа біріктірілді. Жауап саны: { $rows }.
readme-groups = Тобында адам аз болған жерде топ жасырылды. Жауап саны: { $rows }.
readme-languages = Сирек қолданылған немесе жауап барысында ауыстырылған тіл жасырылды. Жауап саны: { $rows }.
readme-times = Аз адам жауап берген ай көрсетілмеді. Жауап саны: { $rows }.
readme-left-out = Жауабы тым аз қалалар енгізілмеді. Жауап саны: { $rows }.
readme-months = Күннің орнына ай көрсетілді: күні белгілі болса, кім жауап бергенін білуге болар еді.
readme-unlinked = Әр жауапта жауап берушінің бөлек бүркеншік коды бар: әйтпесе бір адамның жауаптары бірге оның кім екенін не біреуінде жасырылғанды ашып қояр еді.
readme-nothing = Ештеңе жасырудың қажеті болмады.

readme-recompute = Қайта есептеу
readme-recompute-text = Екі бағдарламаның кез келгені индекстерді { $answers } файлынан есептеп, { $indices } файлымен салыстырады. Сан сәйкес келмесе, қатемен аяқталады.
readme-verify = Жарияланған шолуды тексеру үшін оның кодын көрсетіңіз. Содан бері жауап қосылмаса, өзгертілмесе және қайтарып алынбаса, бағалар сәйкес келеді.

readme-cite = Қалай сілтеме жасау керек
readme-cite-text = Екі мақалаға да, осы деректер жиынына да сілтеме жасаңыз.
