### Үйлестірушілер арнасына шығатын қысқаша шолу мен сурет.

digest-heading = Қысқаша шолу
digest-about = { $wave } кезеңі · { $date }
digest-part = Шолудың { $number }-бөлігі, барлығы { $total }

## Кім жауап берді

digest-sample = Жиналған сауалнама: { $count }
digest-profile = Топтар бойынша: { $profile }
digest-group = { $count } — { $name }
digest-finished = Соңына дейін толтырылғаны: { $count }
digest-first = Бұл — алғашқы шолу, сондықтан салыстыратын дерек әлі жоқ.
digest-empty = Әзірге жауап жоқ. Алғашқы жауаптар түсе салысымен нәтижелері осы жерде көрінеді.
digest-people = { $count } адам

## Қала

digest-few = Нәтижені көрсету үшін жауап саны әлі аз.
digest-provisional = Алдын ала нәтиже: жауап әлі көп емес.
digest-held = Бағалар өткен шолудағыдай: содан бері жауап бергендер саны аз өзгерді.
digest-percent = { $percent }%
digest-figure = { $name }: { $percent }%
digest-figure-few = { $name }: жауап әлі аз
digest-total = { $maximum } балдан { $total }
digest-index = 100 балдық шкалада: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
digest-index-interval = 100 балдық шкалада: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-rise = ▲ Өткен шолудан бері: +{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл, пайыз { $percent }
digest-fall = ▼ Өткен шолудан бері: −{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл, пайыз { $percent }
digest-same = Өткен шолудан бері өзгеріс жоқ.
digest-new = Бұл қаланың бағалары алғаш рет көрсетіліп отыр.
digest-strongest = Ең жоғары бағаланғаны: { $items }
digest-weakest = Ең төмен бағаланғаны: { $items }
digest-item = { $name } ({ NUMBER($mean, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-level = Бағалар біркелкі: ерекше жоғары не төмен тармақ жоқ.

## Соңғы сөз

digest-note-percent = Пайыз — мүмкін болатын ең жоғары балдың үлесі, сондықтан ең төменгі мәні — 20%. 100 балдық шкалада ең төменгі мән — 0.
digest-note-interval = Аралық (95%) бағаның қаншалықты дәл екенін көрсетеді. Аздаған өзгеріс кездейсоқ болуы мүмкін.
digest-note-sample = Сауалнамаға тілек білдіргендер қатысты: нәтиже бүкіл қаланың емес, жауап бергендердің пікірін көрсетеді.

## Сурет

picture-heading = Ақылды қалаға дайындық

picture-caption = Суретте — қалалардың нәтижелері, ең жоғары балдың пайызымен.
picture-figure = { $name } { $percent }%
picture-city = { $city }, { $people }: { $figures }
picture-more = Тағы { $count } қала суретте көрсетілген.
picture-items = { $name }: тармақтары
picture-scale = Баға: 1 — { $lowest }, 5 — { $highest }
picture-legend = Жолақ пен үлкен сан — ең жоғары балдың пайызы (20-дан 100-ге дейін). Нүкте мен сызық — дөңгелектелмеген баға және оның 95% аралығы.
picture-legend-many = Сандар — ең жоғары балдың пайызы (20-дан 100-ге дейін). Сызықша — көрсету үшін жауап әлі аз.
picture-count = Адам
picture-few = Жауап әлі аз
