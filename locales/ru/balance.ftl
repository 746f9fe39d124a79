### Чего люди ждут, какие проблемы видят и что учитывают планы и рейтинги. Каждое предложение говорит только то, что позволяет scoring/balance/said.py.
### .inside — название в середине предложения.

## Заголовки

sentence-part-expectations = Чего ждут люди
sentence-part-problems = Проблемы
sentence-part-documents = Планы и показатели

## Восемь ключевых направлений

element-education = Образование
    .inside = образование
element-healthcare = Здравоохранение
    .inside = здравоохранение
element-transport = Транспорт
    .inside = транспорт
element-urban_administration = Управление городом
    .inside = управление городом
element-economy_business = Экономика и бизнес
    .inside = экономика и бизнес
element-security = Безопасность
    .inside = безопасность
element-ecology = Экология
    .inside = экология
element-housing_communal = Жилищно-коммунальное хозяйство
    .inside = жилищно-коммунальное хозяйство

## Семь проблем

problem-P1 = Городские системы и проекты умного города не связаны между собой
    .quoted = «{ problem-P1 }»
problem-P2 = Жители мало участвуют в планировании
    .quoted = «{ problem-P2 }»
problem-P3 = Риски и последствия умных технологий не оцениваются
    .quoted = «{ problem-P3 }»
problem-P4 = Непонятно, куда идут деньги на умные технологии и от них
    .quoted = «{ problem-P4 }»
problem-P5 = Полномочия и ресурсы распределяются по-старому
    .quoted = «{ problem-P5 }»
problem-P6 = Цифровые каналы слабые, а общественные слушания формальны
    .quoted = «{ problem-P6 }»
problem-P7 = Трудно получить знания и опыт по технологиям умного города
    .quoted = «{ problem-P7 }»

## Сферы рейтинга 2020 года

area-health = Здравоохранение
    .inside = здравоохранение
area-education = Образование
    .inside = образование
area-security = Безопасность
    .inside = безопасность
area-transport = Транспорт
    .inside = транспорт
area-social_sphere = Социальная сфера
    .inside = социальная сфера
area-ecology = Экология
    .inside = экология
area-business_tourism = Бизнес и туризм
    .inside = бизнес и туризм
area-business = Бизнес
    .inside = бизнес
area-tourism = Туризм
    .inside = туризм
area-utilities = Коммунальное хозяйство
    .inside = коммунальное хозяйство
area-construction = Строительство
    .inside = строительство
area-agriculture = Сельское хозяйство
    .inside = сельское хозяйство
area-ict = ИКТ
    .inside = ИКТ

## Стороны, которые сравниваются

side-technology = Технологии
    .inside = технологии
side-social = Социальная сторона
    .inside = социальная сторона
side-infrastructure = Инфраструктура
    .inside = инфраструктура
side-participation = Участие жителей
    .inside = участие жителей

## Важность и оценка

quadrant-attention = Важно, оценка невысокая
quadrant-strength = Важно, оценка высокая
quadrant-secondary = Менее важно, оценка невысокая
quadrant-surplus = Менее важно, оценка высокая
quadrant-unassigned = Слишком близко к границе

balance-gap-more = { $city }: важность явно выше нынешней оценки: { $elements }.
balance-gap-less = { $city }: нынешняя оценка явно выше важности: { $elements }.
balance-gap-none = { $city }: между важностью и нынешней оценкой нет явного разрыва: { $elements }.
balance-quadrant-attention =
    { $city }, относительно { $lines ->
        [means] среднего по всем направлениям
       *[middle] середины шкалы
    }: важно, а оценка невысокая: { $elements }.
balance-quadrant-strength =
    { $city }, относительно { $lines ->
        [means] среднего по всем направлениям
       *[middle] середины шкалы
    }: важно, и оценка высокая: { $elements }.
balance-quadrant-secondary =
    { $city }, относительно { $lines ->
        [means] среднего по всем направлениям
       *[middle] середины шкалы
    }: менее важно, и оценка невысокая: { $elements }.
balance-quadrant-surplus =
    { $city }, относительно { $lines ->
        [means] среднего по всем направлениям
       *[middle] середины шкалы
    }: менее важно, а оценка высокая: { $elements }.
balance-quadrant-unassigned =
    { $city }, относительно { $lines ->
        [means] среднего по всем направлениям
       *[middle] середины шкалы
    }: слишком близко к границе, вывода нет: { $elements }.

## Группы

balance-groups-differ = { $city }, { $element }: для группы «{ $group }» это явно важнее, чем для группы «{ $other_group }».
balance-groups-alike = { $city }: нет явной разницы в том, что важно разным группам.
balance-groups-few = { $city }: в группах пока мало ответов, чтобы сравнить, что им важно.

## Проблемы

balance-problems-graver = { $city }: более острыми считают { $graver }, явно менее острыми — { $lesser }.
balance-problems-alike = { $city }: по остроте нет явной разницы между { $problems }.
balance-problems-order = { $city }: согласие о порядке проблем — { NUMBER($w, minimumFractionDigits: 2, maximumFractionDigits: 2) }, где 0 — никакого, 1 — полное.
balance-problems-no-order = { $city }: общего порядка проблем у ответивших нет.
balance-problems-source = Список проблем составлен для крупных городов. Две из них, об участии жителей, пересекаются.

## Оценки двух сторон

balance-performance-higher = { $city }: { $side } — выше, { $other_side } — ниже, разница { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
balance-performance-alike = { $city }: между оценками двух сторон нет явной разницы: { $side } и { $other_side }.
balance-performance-note = Сравнение двух сторон — об оценках. Оно не показывает, на что делают упор планы и показатели.

## Планы и показатели

balance-coverage = Заявленных направлений: { $declared }. Сферы, за которыми следит рейтинг, охватывают из них { $covered }.
balance-coverage-not-monitored = Заявлено, но не отслеживается: { $elements }.
balance-coverage-not-declared = Отслеживается, но не заявлено: { $areas }.
balance-coverage-readings = Сопоставить сферы и направления можно по-разному. Число проверенных способов: { $count }. Два списка совпадают на { NUMBER($low, maximumFractionDigits: 0) }–{ NUMBER($high, maximumFractionDigits: 0) }{ "\u00A0" }%.
balance-emphasis-focus = Показателей с согласованной разметкой: { $count }, из них о технологиях: { $one }, о социальной стороне: { $other }.
balance-emphasis-focus-open = Кодировщики пока недостаточно согласны, что относится к технологиям, а что к социальной стороне: доли не приводятся.
balance-emphasis-focus-tentative = Доли технологий и социальной стороны предварительные: кодировщики согласны лишь в общих чертах.
balance-emphasis-approach = Показателей с согласованной разметкой: { $count }, из них об инфраструктуре: { $one }, об участии жителей: { $other }.
balance-emphasis-approach-open = Кодировщики пока недостаточно согласны, что относится к инфраструктуре, а что к участию жителей: доли не приводятся.
balance-emphasis-approach-tentative = Доли инфраструктуры и участия жителей предварительные: кодировщики согласны лишь в общих чертах.
balance-technology-share = Показатели использования технологий — не более { NUMBER($inside, minimumFractionDigits: 1, maximumFractionDigits: 1) }{ "\u00A0" }% рейтинга 2020 года, если они в его числе, и не более { NUMBER($beside, minimumFractionDigits: 1, maximumFractionDigits: 1) }{ "\u00A0" }%, если стоят рядом с ним.

## Города, как их описывает статья 2025 года

town-population = Население: около { $low }–{ $high } тысяч, как напечатано.
town-doubtful = Напечатанное население похоже на население района, а не города.
town-shu =
    .role = Железнодорожная логистика и сельское хозяйство
    .economy = Сельское хозяйство и транспортный узел, одна из важных железнодорожных развязок
    .issues = Износ городской инфраструктуры, мало цифровых технологий
    .priorities = Цифровое сельское хозяйство и транспортная логистика
town-ayagoz =
    .role = Железнодорожный и военный город
    .economy = Железнодорожный узел, услуги для военных, мелкая торговля, сельское хозяйство
    .issues = Однобокая экономика, отток жителей, слабая цифровая инфраструктура
    .priorities = Военная и гражданская безопасность
town-shalkar =
    .role = Железная дорога и транзитные услуги
    .economy = Железнодорожный транспорт, логистика и услуги
    .issues = Износ инфраструктуры, отъезд молодёжи в крупные города, мало цифровых услуг
    .priorities = Автоматизация государственных услуг, улучшение транспортных маршрутов

## Заметки о документах

note-help =
    Запишите, что показывает документ. Отправьте одно сообщение или файл с такой подписью:

    /note { $example }
    Название документа
    Ссылка на документ
    Что он показывает

    В первой строке — город, пункт или показатель и день документа.
note-kept = Заметка { $number } сохранена. Она стоит рядом с оценками и баллов не меняет.
note-lacks = Заметка пока не сохранена. Добавьте или исправьте:
note-fault-city = город в первой строке
note-fault-subject = код пункта или показателя в первой строке
note-fault-dated = день в виде 2025-05-20
note-fault-title = название: одна строка, не длиннее 300 знаков
note-fault-shows = что показывает документ: не длиннее 2000 знаков
note-fault-link = ссылку: не длиннее 500 знаков
note-fault-file = имя файла: короче
note-fault-source = ссылку или файл с заметкой в подписи
