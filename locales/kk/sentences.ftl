### Нәтижелер туралы не айтуға болады. Әр сөйлем scoring/sentences.py ережелері рұқсат бергенін ғана айтады.

## Тақырыптар

sentence-part-status = Кезең барысы
sentence-part-levels = Деңгейлер
sentence-part-strengths = Күшті жақтары
sentence-part-weaknesses = Әлсіз жақтары
sentence-part-opportunities = Жақсарту мүмкіндіктері
sentence-part-changes = Не өзгерді
sentence-part-comparison = Қалаларды салыстыру
sentence-part-unsaid = Әзірге айтуға ерте
sentence-part-views = Бұл кімнің пікірі
sentence-part-quality = Деректердің сапасы
sentence-part-notes = Қалай түсіну керек

## Сөйлем ішіндегі деңгейлер; .between — «мен» шылауының екі жағында

sentence-level-1 = өте төмен
    .between = өте төмен
sentence-level-2 = төмен
    .between = төмен
sentence-level-3 = орташа
    .between = орташа
sentence-level-4 = жақсы
    .between = жақсы
sentence-level-5 = жоғары
    .between = жоғары
sentence-item = «{ $name }»

## Бір қала

sentence-provisional = Кезең әлі аяқталған жоқ: нәтижелер алдын ала, сондықтан әзірге салыстыру жоқ.
sentence-level = { $city }, «{ $index }»: деңгейі — { $level }.
sentence-level-between = { $city }, «{ $index }»: деңгейі { $from } мен { $to } аралығында.
sentence-strengths = { $city }, «{ $index }»: қалғандарынан айқын жоғары бағаланғаны — { $items }.
sentence-even = { $city }, «{ $index }»: қалғандарынан айқын жоғары бағаланған тармақ жоқ.
sentence-even-many = Қалғандарынан айқын жоғары бағаланған тармақ жоқ: { $places }.
sentence-place = { $city } ({ $indices })
sentence-weaknesses = { $city } қаласында төмен не өте төмен бағаланғаны: { $items }.
sentence-weaknesses-many = { $cities } қалаларында төмен не өте төмен бағаланғаны: { $items }.
sentence-common-weaknesses = Барлық қалада төмен не өте төмен бағаланғаны: { $items }.
sentence-opportunities = { $city } қаласында назар аударуға тұрарлығы: { $items }. Бұлар — ең төмен бағалардың қатарында.

## Кезеңдер

sentence-rose = { $city }, «{ $index }»: алдыңғы кезеңмен салыстырғанда { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл жоғары (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-fell = { $city }, «{ $index }»: алдыңғы кезеңмен салыстырғанда { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл төмен (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-unchanged = { $city }, «{ $index }»: алдыңғы кезеңнен бері айқын өзгеріс жоқ.
sentence-unchanged-many = Алдыңғы кезеңнен бері айқын өзгеріс жоқ: { $places }.
sentence-composition = { $city }, «{ $index }»: өзгеріс кімдердің жауап бергеніне байланысты болуы мүмкін. Топтарды тең салмақпен алғанда оның бағыты керісінше.

## Қалалар

sentence-higher = «{ $index }»: { $first } қаласының бағасы { $second } қаласынан { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл жоғары (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-higher-many = «{ $index }»: жоғарырақ бағаланғаны — { $cities }, төменірек бағаланғаны — { $others } (айырмасы { NUMBER($least, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($most, minimumFractionDigits: 1, maximumFractionDigits: 1) } балл).
sentence-order = «{ $index }», ең жоғары бағадан бастап: { $cities }. Әр қала келесісінен айқын ерекшеленеді.
sentence-alike = «{ $index }»: { $cities } қалаларының арасында айқын айырмашылық жоқ.
sentence-alike-totals = «{ $index }»: { $cities } қалаларының арасында айқын айырмашылық жоқ, дөңгелектелген нәтижелері { $totals } болса да.
sentence-reversed = «{ $index }»: дөңгелектелген нәтиже бойынша { $first } ({ $total }) { $second } қаласынан ({ $other }) төмен, ал дөңгелектелмеген баға бойынша жоғары.
sentence-few = Басқа қалалармен салыстыру үшін жауап саны әлі аз: { $cities }.

## Топтар

sentence-dominant = { $city }: жауаптардың { $percent } пайызын бір топ берді — «{ $group }».
sentence-equal = { $city }, «{ $index }», 100 балдық шкалада: барлық жауап бойынша — { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }, топтарды тең салмақпен алғанда — { NUMBER($equal, minimumFractionDigits: 1, maximumFractionDigits: 1) }.
sentence-equal-differs = { $city }, «{ $index }», 100 балдық шкалада: барлық жауап бойынша — { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }, топтарды тең салмақпен алғанда — { NUMBER($equal, minimumFractionDigits: 1, maximumFractionDigits: 1) }. Бұл екі баға бір-бірінен алшақ.
sentence-equal-none = { $cities }: топтарды тең салмақпен есептеуге болмайды, мына топтардан жауап аз: { $groups }.

## Деректердің сапасы

sentence-unknown = { $city }: { $percent } пайыздан көбі бағалауға қиналған тармақтар: { $items }.
sentence-split = { $city }: пікірлер ең алшақ тармақтар: { $items }.

## Ескертпелер

sentence-percent = Пайыз — мүмкін болатын ең жоғары балдың үлесі, ең төменгі мәні — 20%.
sentence-comparisons = { $count } салыстыру жасалды, қорытындыда бұл ескерілген.
