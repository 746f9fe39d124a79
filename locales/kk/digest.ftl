### Үйлестірушілер арнасына шығатын қысқаша шолу мен сурет.

digest-heading = Қысқаша шолу
digest-about = { $wave } кезеңі · { $date }
digest-part = Шолудың { $number }-бөлігі, барлығы { $total }

## Кім жауап берді

digest-sample = Жиналған сауалнама: { $count }
digest-finished = Соңына дейін толтырылғаны: { $count }
digest-finished-all = Бәрі соңына дейін толтырылған.
digest-sample-wanted = Жиналған сауалнама: { $count }, керегі — { $wanted }
digest-group = { $name }: { $count }
digest-group-wanted = { $name }: { $count }, керегі — { $wanted }
digest-missing = Қазір ең керегі: { $groups }.
digest-final = Сауалнама { $opened } — { $closed } аралығында өтті, кезең жабылды: бұл — соңғы нәтиже.
digest-first = Бұл — кезеңнің алғашқы шолуы, салыстыратын алдыңғы шолу әлі жоқ.
digest-empty = Әзірге жауап жоқ. Алғашқы жауаптар түсе салысымен нәтижелері осы жерде көрінеді.
digest-people = { $count } адам

## Өткен шолудан бері

digest-moved = Өткен шолудан бері
digest-moved-new = Басталған сауалнама: { $count }.
digest-moved-withdrawn = Қайтарып алынғаны: { $count }.
digest-moved-anew = Жаңа бағалар: { $cities }. Әр тармақты тағы кемінде { $minimum } адам бағалады.
digest-moved-anew-closed = Жаңа бағалар: { $cities }.
digest-moved-held = Бағасы өзгермегені: { $cities }. Әр тармақты тағы { $minimum } адам бағалағанда жаңарады.
digest-moved-final = Кезең жабылды: енді бағаларда барлық жауап ескерілген.
digest-moved-method = Есептеу тәсілі өзгерді: { $methods }.
digest-moved-none = Ештеңе өзгерген жоқ.
digest-cities = { $count } қала

## Қала

digest-few = Нәтижені көрсету үшін жауап саны әлі аз.
digest-provisional = Алдын ала нәтиже: жауап әлі көп емес.
digest-held = Бағалар бұрынғыдай, олардың негізінде — { $people }: содан бері аз адам жауап берді.
digest-percent = { $percent }%
digest-figure = { $name }: { $percent }%
digest-figure-few = { $name }: жауап әлі аз
digest-total = { $maximum } балдан { $total }
digest-index = 100 балдық шкалада: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (аралығы жоқ: бәрінің орташа бағасы бірдей)
digest-index-interval = 100 балдық шкалада: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-rise = ▲ Өткен шолудан бері: +{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл, пайыз { $percent }
digest-fall = ▼ Өткен шолудан бері: −{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл, пайыз { $percent }
digest-level = Деңгейі: { $level }.
digest-level-between = Деңгейі: { $from } мен { $to } аралығында.
digest-columns = Қала, адам саны: { $indices }, пайызбен

## Соңғы сөз

digest-note-interval = Аралық (95%) бағаның қаншалықты дәл екенін көрсетеді. Аздаған өзгеріс кездейсоқ болуы мүмкін.
digest-note-sample = Сауалнамаға тілек білдіргендер қатысты: нәтиже бүкіл қаланың емес, жауап бергендердің пікірін көрсетеді.

digest-about-survey = Осы сауалнама туралы
digest-conductor = Өткізуші: { $operator }.
digest-mode = Адамдар Telegram арқылы өз бетімен, қазақ, орыс немесе ағылшын тілінде жауап берді. Қатысуды әркім өзі шешті. Бұл кездейсоқ іріктеме емес: нәтиже жауап бергендердің пікірін көрсетеді.
digest-method = Сауалнама нұсқасы: { $instrument }. Әдістері: { $methods }. Әр жауап бір рет саналады.
digest-small = { $minimum } адамнан аз адам берген бағалар да, оларды білдіріп қоятын сандар да көрсетілмейді.
digest-verify = Бұл шолудың негізінде не тұрғанын көру үшін ботқа жіберіңіз: { $command }

## Сурет

picture-heading = Ақылды қалаға дайындық

picture-cities-caption = Суретте — қалалардың нәтижелері, ең жоғары балдың пайызымен.
picture-profile-caption = Суретте — әр бағыттың 1-ден 5-ке дейінгі бағасы мен аралығы: «{ $index }».
picture-items-caption = Суретте — әр тармақтың 1-ден 5-ке дейінгі балы, қалалар бойынша.
picture-groups-caption = Суретте — әр топтың өз қаласына берген бағасы, 0-ден 100-ге дейін. Төменде — дайындық.
picture-waves-caption = Суретте — қалалардың нәтижелері кезеңнен кезеңге қалай өзгергені, 0-ден 100-ге дейін. Төменде — алдыңғы кезең және осы кезең.
picture-line = { $city }: { $told }
picture-value = { $name } { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-scores = { $score } балл — { $count } тармақ
picture-change = { $name } { NUMBER($before, minimumFractionDigits: 1, maximumFractionDigits: 1) } → { NUMBER($now, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-code = Коды: { $code }
picture-part = Сурет: { $number } / { $total }
picture-figure = { $name } { $percent }%
picture-more = Тағы { $count } қала суретте көрсетілген.
picture-legend = Жолақ пен үлкен сан — ең жоғары балдың пайызы (20-дан 100-ге дейін). Нүкте мен сызық — дөңгелектелмеген баға және оның 95% аралығы.
picture-legend-many = Сандар — ең жоғары балдың пайызы (20-дан 100-ге дейін). Сызықша — көрсету үшін жауап әлі аз.
picture-count = Адам
picture-few = Жауап әлі аз

picture-groups = Топтардың көзқарасы
picture-waves = Кезеңдер бойынша өзгеріс
picture-dimensions = { $name }: бағыттар бойынша
picture-legend-groups = Нүкте мен сызық — топтың 0-ден 100-ге дейінгі нәтижесі және оның 95% аралығы. Сызықша — жауап аз немесе ондай нәтиже бірен-саран адамды білдіріп қояр еді.
picture-legend-waves = Нүктелер — әр кезеңнің 0-ден 100-ге дейінгі нәтижесі, сызықтар — олардың 95% аралығы. Аралықтан аз өзгеріс кездейсоқ болуы мүмкін.
picture-legend-profile = Нүкте — 1-ден 5-ке дейінгі орташа баға, сызық — оның 95% аралығы. Сызықша — жауап әлі аз.
picture-legend-items = Ұяшықтағы сан — дөңгелектелген балл, 1-ден 5-ке дейін. Сызықша — жауап әлі аз.
picture-legend-groups-many = Сандар — 0-ден 100-ге дейінгі нәтижелер. Сызықша — жауап аз немесе ондай нәтиже бірен-саран адамды білдіріп қояр еді.
picture-legend-waves-many = Сандар — осы кезеңнің 0-ден 100-ге дейінгі нәтижесі және алдыңғы кезеңнен бергі өзгеріс.
picture-legend-profile-many = Сандар — 1-ден 5-ке дейінгі орташа бағалар. Сызықша — жауап әлі аз.
picture-all-items = Барлық тармақ
picture-mean = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-whole = { NUMBER($value, maximumFractionDigits: 0) }
picture-expectations = Не маңызды және қазір қандай
picture-importance = маңызы
picture-performance = қазір
picture-beside = { $name } { NUMBER($importance, minimumFractionDigits: 1, maximumFractionDigits: 1) } / { NUMBER($performance, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-expectations-caption = Суретте әр бағыттың адамдар үшін маңызы мен қазіргі бағасы 1–5 аралығында көрсетілген. Төменде: маңызы / қазір.
picture-legend-expectations = Нүкте — екеуін де бағалағандардың 1–5 аралығындағы орташа бағасы, сызық — 95% аралығы. Ең үлкен алшақтық бірінші тұр. Аздаған айырма кездейсоқ болуы мүмкін.
picture-legend-expectations-many = Сан — маңызы қазіргі жағдайынан қанша балл жоғары екені (1–5 шкаласы); түсі қою болса, алшақтық үлкен. Сызықша — жауап әлі аз. Аздаған айырма кездейсоқ болуы мүмкін.

## Шолудың негізі

verify-ask = Командадан кейін шолудың кодын жазып жіберіңіз: { $example }
verify-unknown = { $code } коды бар шолу жоқ. Әріптер мен цифрлардың бәрі дұрыс па?
verify-found = { $code } шолуы: { $wave } кезеңі, { $date }
verify-final = Жабылған кезеңнің соңғы шолуы.
verify-open = Ашық кезеңнің шолуы: алдын ала нәтиже.
verify-instrument = Сауалнама нұсқасы: { $instrument }
verify-methods = Әдістері: { $methods }
verify-weights = Салмағы: әр жауап бір рет саналады. Әр топ жеткілікті үлкен болса, топтарды тең салмақпен алған баға қатар беріледі.
verify-more = Басқа қалалар: { $count }
verify-hash = Деректердің таңбасы ({ $algorithm }): { $hash }
verify-how = Экспортталған деректері бар адам бағаларды қайта есептеп, таңбасын салыстыра алады: { $command }
verify-limits = Шолудан кейін берілген, өзгертілген немесе қайтарып алынған жауаптар деректерді өзгертеді. Ондайда бағаларды көруге болады, бірақ қайта есептеу мүмкін емес.
