### Қатысушы өзі туралы не көре және не шеше алады: деректер, хабарлар, еске салу.

## Менің деректерім

mydata-title = Сіз туралы не сақталады
mydata-number = Біздегі нөміріңіз: { $number }. Ол құпия кілтпен жасалған, сондықтан өздігінен Сіз туралы ештеңе айтпайды.
mydata-contact = Жауаптардан бөлек Telegram чатының нөмірі мен соңғы хабарымыздың нөмірі сақталады.
mydata-since = Алғаш келген күніңіз: { $date }. Тіл: { $language }.
mydata-label = Шақыру сілтемесінің белгісі: { $label }
mydata-vouched = Тобыңыз шақырумен расталған: { $groups }. Қай сілтемемен расталғаны сақталмайды.
mydata-messages-on = Хабарлар: қосулы
mydata-messages-off = Хабарлар: өзіңіз тоқтаттыңыз
mydata-recontact-yes = Нәтижелер мен келесі кезең: хабарлауға келістіңіз
mydata-recontact-no = Нәтижелер мен келесі кезең: хабарламауды сұрадыңыз
mydata-recontact-none = Нәтижелер мен келесі кезең: әлі сұралған жоқ
mydata-reminder = Еске салу күні: { $date }
mydata-letters = { $count } хабарыңызды өңдеу мүмкін болмады. Қатесі табылғанша сақталады.
mydata-consents = Келісім түбіртегі
receipt-survey-yes = қатысуға келісім
receipt-survey-no = қатысудан бас тарту
receipt-recontact-yes = кейін хабарлауға келісім
receipt-recontact-no = кейін хабарлаудан бас тарту
mydata-receipt = { $date }, { $time }: { $what }. Нұсқа: { $version }, { $language }.
mydata-sheet = { $city } қаласы, { $wave } кезеңі
mydata-sheet-begun = { $group }. Басталды: { $began }.
mydata-sheet-sent = { $group }. Басталды: { $began }. Жіберілді: { $sent }.
mydata-transcript = Дауыстық хабарыңыздың мәтіні, «{ $item }»: «{ $text }»
mydata-passages = Осы жауаптардың { $count } үзіндісіне тақырып белгіленді.
mydata-none = Әзірге жауап жоқ.
mydata-more = Қалған жауаптар файлда.
mydata-not = Атыңызды, телефон нөміріңізді, Telegram атыңызды, суретіңізді, тұрған жеріңізді және мұнда жазған басқа сөздеріңізді сақтамаймыз.
mydata-how = Мұның бәрі файлда да бар. Бәрін жою: /withdraw. Хабар алмау: /stop.
mydata-file = Сіз туралы сақталған деректер

## Хабарлар

stopped-text =
    Енді Сізге бірінші болып жазбаймыз: еске салмаймыз, нәтиже де, шақыру да жібермейміз. Тек әрекетіңізге жауап береміз.
    Жауаптарыңыз сақталады. Оларды жою: /withdraw. Хабарларды қайта қосу: /start немесе /continue.
button-wake = Хабарларды қосу
toast-noted = Ескерілді
recontact-ask = Нәтижелерді хабарлап, келесі кезеңге шақырайық па? Бұл — бөлек таңдау, қатысуға байланысты емес. Оны кез келген күні өзгерте аласыз: /mydata.
recontact-yes = Иә, хабарлаңыз
recontact-no = Жоқ, рақмет
recontact-begin = Нәтиже мен шақыру алу
recontact-end = Нәтиже мен шақыру алмау
told-text = Сауалнаманың бұл кезеңі аяқталды. Нәтижесін хабарлауды сұраған едіңіз.
invited-text = Сауалнаманың жаңа кезеңі басталды. Хабарлауды сұраған едіңіз. Сауалнама бұрынғыдай қысқа, сондықтан өзгерісті көруге болады.

## Еске салу

remind-ask = Еске салайық па? Кешке дыбыссыз бір хабар келеді.
remind-due = Кешке еске саламыз: { $date }
remind-tonight = Бүгін кешке еске салу
remind-tomorrow = Ертең кешке еске салу
remind-never = Еске салмау
reminder-text =
    { $count ->
        [0] Қайырлы кеш! { $city } қаласы туралы еске салуды сұраған едіңіз. Жауаптарды жіберу ғана қалды.
       *[other] Қайырлы кеш! { $city } қаласы туралы еске салуды сұраған едіңіз. Тағы { $count } сұрақ қалды.
    }

## Нәтижелер

results-wave = { $wave } кезеңі, жарияланған күні: { $date }.
results-unpublished = Әзірге ештеңе жарияланған жоқ. Нәтижелер кесте бойынша шығады.
results-interval = 100 балдық шкалада: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (аралығы { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
results-before = Алдыңғы кезең ({ $wave }): { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
results-mine = Сіздің жауаптарыңыз: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
results-groups = Топтар бойынша:
results-group = { $name }: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (жауап саны: { $count })
results-groups-few = Көрсетілмеген топтар (жауап аз немесе нәтиже санаулы адамның жауабын ашып қояды): { $groups }.
results-interval-note = Жақша ішінде — белгісіздік аралығы. Осы аралықтағы айырма кездейсоқ болуы мүмкін. Өз тобыңыз қою қаріппен жазылған.
button-mine = Жауаптарым қаламен қатар
mine-title = Жауаптарыңыз және { $city } қаласы
mine-how = Алдымен Сіздің жауабыңыз, кейін қаланың орташа бағасы (1–5).

## Қаладан не күтіледі

button-expect = Күткені мен мәселелер
expect-title = { $city }: адамдар не күтеді, қандай мәселелерді көреді
expect-most = Ең маңыздысы
expect-widest = Ең алшақ бағыттар: маңызы / қазір
expect-gravest = Ең күрделі мәселелер
expect-mine = Сіздің жауаптарыңыз · қаланың орташасы
expect-mine-how = Әр бағыт бойынша: маңызы / қазір.
expect-one = { $name }: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
expect-two = { $name }: { NUMBER($importance, minimumFractionDigits: 1, maximumFractionDigits: 1) } / { NUMBER($performance, minimumFractionDigits: 1, maximumFractionDigits: 1) }
expect-few = Бұл туралы жауап әзірге жеткіліксіз. Нәтиже { $needed } адам жауап бергенде көрінеді.
expect-note = Орташа баға — 1–5 аралығында. Аздаған айырма кездейсоқ болуы мүмкін.
