### Слова описания данных и таблиц.

codebook-respondent_id = Псевдоним участника опроса
codebook-response_id = Псевдоним анкеты
codebook-wave = Волна опроса
codebook-city = Оцениваемый город
codebook-stakeholder_group = Группа заинтересованных сторон
codebook-language = Язык, на котором показан вопрос
codebook-status = Заполнена ли анкета до конца
codebook-started_on = День начала
codebook-completed_on = День отправки
codebook-instrument = Название и версия вопросника
codebook-item = Код пункта
codebook-value = Код ответа
codebook-level = О чём строка: индекс или пункт
codebook-id = Код индекса или пункта
codebook-method_paper = Метод расчёта из статьи
codebook-method_index = Точный метод расчёта
codebook-n = Сколько человек дали оценку
codebook-suppressed = Скрыты ли оценки, потому что людей мало
codebook-total = Сумма баллов по методу статьи
codebook-maximum = Наибольшая возможная сумма
codebook-percent = Процент от наибольшей суммы по методу статьи
codebook-total_unrounded = Сумма баллов без округления
codebook-percent_of_maximum = Процент без округления, от 20 до 100
codebook-index = Значение по шкале 0–100
codebook-low = Нижняя граница интервала неопределённости (95 %)
codebook-high = Верхняя граница интервала неопределённости (95 %)
codebook-statistic = Что вычислено
codebook-method = Как: код метода
codebook-first = Первая сторона: город, группа, язык или волна; при отсутствии — none
codebook-second = Вторая сторона сравнения
codebook-n_second = Сколько человек на второй стороне
codebook-estimate = Результат; разность — первая сторона минус вторая
codebook-interval-low = Нижняя граница интервала результата (95 %)
codebook-interval-high = Верхняя граница интервала результата (95 %)
codebook-p = Значение p
codebook-p_holm = Значение p с поправкой на число сравнений (Холм)
codebook-clear = Можно ли говорить о различии: p меньше 0,05 и не менее 5 баллов
codebook-note_id = Номер заметки
codebook-subject = Код пункта или показателя, о котором говорит документ
codebook-dated = День документа
codebook-title = Название документа
codebook-shows = Что показывает документ
codebook-link = Ссылка на документ
codebook-file_name = Имя приложенного файла
codebook-sha256 = Контрольная сумма приложенного файла
codebook-noted_by = Кто записал
codebook-noted_on = День записи

## Значения

codebook-ordinal = Номер сообщения
codebook-kind = Вид сообщения
codebook-seconds = Длительность голосового сообщения, секунды
codebook-voice = Имя файла с голосом
codebook-text = Написанные слова
codebook-chosen-0 = Не выбрано
codebook-chosen-1 = Выбрано
codebook-kind-text = Письменно
codebook-kind-voice = Голосом
codebook-status-complete = Полностью
codebook-status-partial = Частично
codebook-level-index = По индексу
codebook-level-item = По пункту
codebook-group-all = Все группы
codebook-group-technical = Градостроители, архитекторы и специалисты ИКТ
codebook-withheld = Скрыто, чтобы никого нельзя было узнать
codebook-language-kk = Казахский язык
codebook-language-ru = Русский язык
codebook-language-en = Английский язык
codebook-suppressed-true = Скрыты
codebook-suppressed-false = Показаны
codebook-clear-true = Да
codebook-clear-false = Нет
codebook-city-all = Все города
codebook-statistic-alpha = Альфа Кронбаха с интервалом Фельдта
codebook-statistic-alpha_without = Альфа без этого пункта
codebook-statistic-rest = Корреляция пункта с суммой остальных
codebook-statistic-deviation = Согласие: среднее отклонение от средней оценки
codebook-statistic-equal = Индекс с равным весом каждой группы, 0–100
codebook-statistic-kruskal = Критерий Краскела — Уоллиса для групп или городов
codebook-statistic-epsilon_squared = Размер этих различий, эпсилон в квадрате
codebook-statistic-dunn = Сравнение двух групп по Данн, z
codebook-statistic-difference = Разность индексов двух городов в баллах
codebook-statistic-delta = Дельта Клиффа двух городов, p Манна — Уитни
codebook-statistic-signed_ranks = Ранги Уилкоксона у тех, кто оценил оба города
codebook-statistic-dominance = Доля оценивших первый город выше, минус доля ниже
codebook-statistic-effect = Разность у одних и тех же людей в долях отклонения
codebook-statistic-trend = Изменение индекса между двумя волнами в баллах
codebook-statistic-trend_equal = То же изменение с равным весом каждой группы
codebook-statistic-language = Разность средней оценки пункта между двумя языками

## Таблицы

tables-sample = Участники
tables-indices = Индексы
tables-codebook = Переменные
tables-item = Направление
tables-total = Общий балл (не больше { $maximum })
tables-percent = Уровень, процент от наибольшей суммы
tables-people = Сколько человек ответили
tables-all = Всего
tables-share = Доля, в процентах
tables-few = Ответов мало: оценки не показаны

## README.md экспорта

readme-title = Сауалнама, данные: { $date }
readme-intro = Оценки городов, которые дали боту в Telegram те, кто там живёт и работает. Строка — одна анкета. В этих файлах нет ни имён, ни номеров, ни сообщений.

readme-files = Файлы
readme-file-responses = анкеты: строка — анкета, столбец — пункт
readme-file-answers = те же ответы, по одному в строке
readme-file-indices = индексы и пункты по городам и группам
readme-file-notes = что показывают документы; в баллах не учитывается
readme-file-codebook = каждый столбец с вопросом и кодами на трёх языках
readme-file-ddi = то же для архивов, { $standard }
readme-file-tables = таблицы для электронных таблиц
readme-file-datapackage = описание для программ
readme-file-sav = анкеты для { $program }
readme-file-dta = анкеты для { $program }
readme-file-digests = опубликованные дайджесты: оценки и отпечатки их данных
readme-file-statistics = надёжность, согласие и сравнения: группы, города, волны, языки
readme-file-recompute = вычисляет индексы заново
readme-file-block = ответы дополнительного опроса: строка на ответ
readme-file-open_answers = ответы на открытые вопросы, каждое сообщение в своей строке
readme-file-manifest = контрольные суммы всех файлов, методы, защита
readme-labels = В { $spss } ответы без оценки отмечены как пользовательские пропуски, в { $stata } — буквами { $letters }. В { $parquet } рядом с каждым пунктом второй столбец, где сказано, почему оценки нет.

readme-about = Об этом опросе
readme-conductor = Проводит: { $operator }. Связь: { $contact }.
readme-instrument = Вопросник: { $names }. Все вопросы дословно приведены в описании данных.
readme-population = Кого спрашивают: взрослых, связанных с городом, в пяти группах заинтересованных сторон.
readme-selection = Отбор: открытая ссылка и приглашения. Люди сами решают, участвовать ли; это не случайная выборка. Вознаграждения бот не предлагает.
readme-mode = Способ: каждый отвечает самостоятельно в Telegram, на казахском, русском или английском языке.
readme-wave = Волна { $name }: с { $begun } по { $ended }.
readme-wave-open = Волна { $name }: с { $begun }, ещё не закрыта.
readme-precision = Точность: интервалы показывают разброс оценок, как если бы ответившие представляли свою группу. Это не ошибка выборки.
readme-weights = Веса: не применяются. Каждая анкета значит одинаково.
readme-processing = Проверки: бот принимает только предложенные ответы и одну анкету на человека, город и волну. Ни один ответ не исправлен и не дополнен.
readme-limits = Ограничения: людей без Telegram опрос не охватывает, а группы разной величины. Оценка — это мнение, а не измерение.

readme-sample = Анкеты по группам и городам

readme-outcomes = Что стало с анкетами
readme-outcomes-text = По определениям { $aapor }: анкета полная, если дан ответ не меньше чем на 80 % пунктов, частичная — на 50–79 %, иначе прервана. «Не знаю» — это ответ, а пропуск — нет. Первые четыре строки — обо всём опросе, остальные — об этом экспорте.
readme-outcome-starts = Открыли бота
readme-outcome-agreed = Дали согласие
readme-outcome-declined = Отказались
readme-outcome-withdrawn = Анкеты отозваны, в данных их нет
readme-outcome-begun = Анкеты начаты
readme-outcome-complete = Полные
readme-outcome-partial = Частичные
readme-outcome-break-off = Прерванные
readme-outcome-consented = Полные в сравнении с числом согласившихся
readme-outcome-minutes = Медиана времени полной анкеты, в минутах
readme-no-rate = Ссылка открытая, и никто не знает, скольких людей пригласили: доли ответивших не существует.

readme-method = Метод
readme-method-paper = { $method }: среднее каждого пункта округляется до ближайшего целого (половина — вверх), баллы складываются и делятся на наибольшую сумму, как в статье 2025 года. Наименьшее возможное значение — 20 %.
readme-method-index = { $method }: среднее из средних пунктов без округления, от 0 до 100, с интервалом 95 %.
readme-compared = В { $table } — что проверено, с числом людей, интервалом и значением p; малые группы опущены, как и в индексах. Два города, которые оценили одни и те же люди, сравниваются по ответам этих людей. Если городов больше { $cities }, сравниваются только все вместе.
readme-missing = { $unknown } — «не знаю», { $skipped } — пропущено, { $unreached } — до вопроса не дошли. Оценкой это не считается.
readme-small = Оценки, которые дали меньше чем { $minimum } человек, не показаны, как и всё, из чего их можно вычислить.

readme-protection = Защита
readme-internal = Полные данные, только для команды. Меньше всего анкет с одними и теми же городом, группой, языком и днями: { $k }. Прежде чем передать файлы, договоритесь об условиях.
readme-shared = Для передачи: любое сочетание города, группы, языка и времени встречается не меньше { $minimum } раз. Наименьшее число в записях: { $before }, в этих файлах: { $after }.
readme-technical = Градостроители, архитекторы и специалисты ИКТ объединены там, где их мало. Анкет: { $rows }.
readme-groups = Группа скрыта там, где в ней мало людей. Анкет: { $rows }.
readme-languages = Язык скрыт там, где он редок или менялся по ходу анкеты. Анкет: { $rows }.
readme-times = Месяц не указан там, где ответили немногие. Анкет: { $rows }.
readme-left-out = Города, где анкет слишком мало, не включены. Анкет: { $rows }.
readme-months = Вместо дней указаны месяцы: день выдал бы, кто отвечал.
readme-unlinked = У каждой анкеты свой псевдоним участника: вместе анкеты одного человека выдали бы, кто это или что скрыто в одной из них.
readme-nothing = Скрывать ничего не пришлось.

readme-recompute = Пересчёт
readme-recompute-text = Любая из двух программ вычисляет индексы из { $answers } и сравнивает их с { $indices }. Если число не совпало, она завершается с ошибкой.
readme-verify = Чтобы проверить опубликованный дайджест, укажите его код. Оценки сойдутся, если с тех пор ответы не добавляли, не меняли и не отзывали.

readme-cite = Как ссылаться
readme-cite-text = Пожалуйста, ссылайтесь на обе статьи и на этот набор данных.
