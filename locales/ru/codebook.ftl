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

## Значения

codebook-status-complete = Полностью
codebook-status-partial = Частично
codebook-level-index = По индексу
codebook-level-item = По пункту
codebook-group-all = Все группы
codebook-language-kk = Казахский язык
codebook-language-ru = Русский язык
codebook-language-en = Английский язык
codebook-suppressed-true = Скрыты
codebook-suppressed-false = Показаны

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
