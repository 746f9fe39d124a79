### Что можно сказать о результатах. Каждая фраза утверждает лишь то, что позволяют правила в scoring/sentences.py.

## Заголовки

sentence-part-status = Состояние волны
sentence-part-levels = Уровни
sentence-part-strengths = Сильные стороны
sentence-part-weaknesses = Слабые стороны
sentence-part-opportunities = Возможности для улучшения
sentence-part-changes = Что изменилось
sentence-part-comparison = Города рядом
sentence-part-unsaid = О чём говорить пока рано
sentence-part-views = Чей это взгляд
sentence-part-quality = Качество данных
sentence-part-notes = Как это читать

## Уровни внутри фразы; .between — после слова «между»

sentence-level-1 = очень низкий
    .between = очень низким
sentence-level-2 = низкий
    .between = низким
sentence-level-3 = средний
    .between = средним
sentence-level-4 = хороший
    .between = хорошим
sentence-level-5 = высокий
    .between = высоким
sentence-item = «{ $name }»

## Один город

sentence-provisional = Волна ещё идёт: результаты предварительные, поэтому сравнений пока нет.
sentence-level = { $city }, «{ $index }»: уровень — { $level }.
sentence-level-between = { $city }, «{ $index }»: уровень между { $from } и { $to }.
sentence-strengths = { $city }, «{ $index }»: явно выше остального оценили: { $items }.
sentence-even = { $city }, «{ $index }»: ни один пункт не выделяется в лучшую сторону.
sentence-even-many = Ни один пункт не выделяется в лучшую сторону: { $places }.
sentence-place = { $city } ({ $indices })
sentence-weaknesses = Низкие или очень низкие оценки в городе { $city }: { $items }.
sentence-weaknesses-many = Низкие или очень низкие оценки в городах { $cities }: { $items }.
sentence-common-weaknesses = Низкие или очень низкие оценки во всех городах: { $items }.
sentence-opportunities = Что заслуживает внимания в городе { $city }: { $items }. Оценки здесь — среди самых низких.

## Волны

sentence-rose = { $city }, «{ $index }»: на { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла выше, чем в прошлой волне (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-fell = { $city }, «{ $index }»: на { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла ниже, чем в прошлой волне (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-unchanged = { $city }, «{ $index }»: с прошлой волны явных изменений нет.
sentence-unchanged-many = С прошлой волны явных изменений нет: { $places }.
sentence-composition = { $city }, «{ $index }»: изменение может зависеть от того, кто ответил. При равном весе групп оно направлено в другую сторону.

## Города

sentence-higher = «{ $index }»: в городе { $first } оценка на { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла выше, чем в городе { $second } (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-higher-many = «{ $index }»: выше — { $cities }, ниже — { $others } (разница { NUMBER($least, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($most, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла).
sentence-order = «{ $index }», начиная с самой высокой оценки: { $cities }. Каждый город явно отличается от следующего.
sentence-alike = «{ $index }»: между городами { $cities } явной разницы нет.
sentence-alike-totals = «{ $index }»: между городами { $cities } явной разницы нет, хотя округлённые итоги — { $totals }.
sentence-reversed = «{ $index }»: по округлённому итогу { $first } ({ $total }) ниже, чем { $second } ({ $other }), а без округления — выше.
sentence-few = Ответов мало, чтобы сравнить с другими городами: { $cities }.

## Группы

sentence-dominant = { $city }: { $percent }{ "\u00A0" }% ответов дала одна группа — «{ $group }».
sentence-equal = { $city }, «{ $index }» по шкале 0–100: по всем ответам — { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }, при равном весе групп — { NUMBER($equal, minimumFractionDigits: 1, maximumFractionDigits: 1) }.
sentence-equal-differs = { $city }, «{ $index }» по шкале 0–100: по всем ответам — { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }, при равном весе групп — { NUMBER($equal, minimumFractionDigits: 1, maximumFractionDigits: 1) }. Эти две оценки расходятся.
sentence-equal-none = { $cities }: оценки с равным весом групп нет, мало ответов от групп: { $groups }.

## Качество данных

sentence-unknown = { $city }: больше { $percent }{ "\u00A0" }% затруднились ответить про: { $items }.
sentence-split = { $city }: сильнее всего мнения расходятся в пунктах: { $items }.

## Примечания

sentence-percent = Процент — это доля от наибольшей возможной суммы баллов; меньше 20{ "\u00A0" }% не бывает.
sentence-comparisons =
    { $count ->
        [one] Сделано { $count } сравнение; в выводах это учтено.
        [few] Сделано { $count } сравнения; в выводах это учтено.
        [many] Сделано { $count } сравнений; в выводах это учтено.
       *[other] Сделано { $count } сравнения; в выводах это учтено.
    }
