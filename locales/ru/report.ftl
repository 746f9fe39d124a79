### Отчёт: страница и PDF для совещания.

report-title = Готовность к созданию умного города: отчёт об опросе
report-fieldwork = Кто ответил
report-indices = Результаты по городам
report-towns = Города, как они описаны в статье 2025 года
report-evidence = Что показывают документы
report-verify = Как проверить этот отчёт

## Таблицы

report-city = Город
report-group = Группа
report-wanted = Нужно
report-people = Людей
report-total = Балл
report-percent = Процент
report-index = 0–100
report-interval = Интервал, 95 %
report-floor = Балл и процент посчитаны как в статье 2025 года: от наибольшей возможной суммы, а наименьшее возможное значение — 20 %. Шкала 0–100 — точный показатель. Прочерк: ответов мало.
report-items = Округлённый балл от 1 до 5, в скобках неокруглённое среднее. Прочерк: ответов мало.
report-views = { $index }: как каждая группа оценивает свой город, от 0 до 100
report-expectations = { $city }: важность и нынешняя оценка, от 1 до 5
report-element = Направление
report-importance = Важность
report-now = Сейчас
report-gap = Разрыв
report-quadrant = Место
report-expectations-note = В скобках — интервалы 95 %. Разрыв — важность минус нынешняя оценка у одних и тех же людей. Баланс: 1 — направление одинаково важно всем группам, 0 — различие наибольшее из возможных. Прочерк — ответов мало или число выдало бы ответы немногих. Место — относительно середины шкалы, 3; если интервал её задевает, место не определено.
report-importance-groups = { $city }: насколько направления важны каждой группе, от 1 до 5
report-balance = Баланс, 0–1
report-problems = { $city }: насколько острыми люди считают проблемы, от 1 до 5
report-problem = Проблема
report-severity = Среднее (интервал 95 %)
report-top = Оценили на 4 или 5

## Интервью

report-interviews = Что говорят специалисты
report-interviews-about =
    { $people ->
        [one] На открытые вопросы письменно или голосом ответил { $people } человек.
        [few] На открытые вопросы письменно или голосом ответили { $people } человека.
        [many] На открытые вопросы письменно или голосом ответили { $people } человек.
       *[other] На открытые вопросы письменно или голосом ответили { $people } человека.
    } { $sentences ->
        [one] Темами размечено { $sentences } предложение,
        [few] Темами размечены { $sentences } предложения,
        [many] Темами размечено { $sentences } предложений,
       *[other] Темами размечено { $sentences } предложения,
    } каждое не менее чем двумя кодировщиками, которые не видели разметки друг друга. Кодировщиков: { $coders }.
report-themes = Темы интервью
report-theme = Тема
report-alpha = Альфа
report-trust = Согласие
report-alpha-value = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
report-trust-good = хорошее
report-trust-tentative = с оговоркой
report-trust-poor = слишком слабое
report-trust-undefined = сказать нельзя
report-themes-note = Люди: в чьём ответе есть предложение, которое все его кодировщики отнесли к теме. Альфа Криппендорфа, по предложениям: от 0,67 с оговоркой, от 0,80 хорошо. Прочерк: менее { $minimum } человек или слишком слабое согласие. Тема, о которой говорят немногие, не становится от этого менее важной.
report-interviews-held = Сказанное об интервью меняется, только когда за ним стоит ещё не менее { $minimum } человек, и один раз после закрытия волны: два отчёта не выдадут, что сказал один человек.
report-quoted = Приводится с разрешения, «{ $theme }»:
report-quotation = «{ $text }» — { $group }, { $city }

## Рядом с оценками

report-facet = О чём
report-told = В статье
report-role = Роль
report-economy = Экономика
report-issues = Трудности
report-priorities = Приоритеты
report-source = Источник: { $source }, { $date }
report-evidence-about = Эти заметки стоят рядом с оценками и ни в один балл не входят.
report-note = { $city }, «{ $subject }», { $date }: { $shows }
report-note-source = (Источник: { $source })
