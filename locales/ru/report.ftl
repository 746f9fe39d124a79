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
