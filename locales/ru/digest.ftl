### Дайджест и картинка для канала координаторов.

digest-heading = Дайджест
digest-about = Волна { $wave } · { $date }
digest-part = Дайджест, часть { $number } из { $total }

## Кто ответил

digest-sample = Собрано анкет: { $count }
digest-finished = Заполнено до конца: { $count }
digest-finished-all = Все заполнены до конца.
digest-sample-wanted = Собрано анкет: { $count }, нужно { $wanted }
digest-group = { $name }: { $count }
digest-group-wanted = { $name }: { $count } из { $wanted }
digest-missing = Сейчас больше всего нужны: { $groups }.
digest-final = Опрос шёл { $opened } — { $closed } и завершён: результаты окончательные.
digest-first = Это первый дайджест волны, с прошлым сравнивать пока нечего.
digest-empty = Ответов пока нет. Как только придут первые, итоги появятся здесь.
digest-people =
    { $count ->
        [one] { $count } человек
        [few] { $count } человека
        [many] { $count } человек
       *[other] { $count } человека
    }

## С прошлого дайджеста

digest-moved = С прошлого дайджеста
digest-moved-new = Начато анкет: { $count }.
digest-moved-withdrawn = Отозвано: { $count }.
digest-moved-anew = Новые оценки: { $cities }. Каждый пункт оценили ещё не меньше { $minimum } человек.
digest-moved-anew-closed = Новые оценки: { $cities }.
digest-moved-held = Оценки прежние: { $cities }. Они изменятся, когда каждый пункт оценят ещё { $minimum } человек.
digest-moved-final = Волна закрыта: теперь в оценках учтены все ответы.
digest-moved-method = Способ подсчёта изменился: { $methods }.
digest-moved-none = Ничего не изменилось.
digest-cities =
    { $count ->
        [one] { $count } город
        [few] { $count } города
        [many] { $count } городов
       *[other] { $count } города
    }

## Город

digest-few = Ответов пока мало, чтобы показать результат.
digest-provisional = Предварительный результат: ответов пока немного.
digest-held = Оценки прежние, за ними { $people }: с тех пор ответили немногие.
digest-percent = { $percent } %
digest-figure = { $name }: { $percent } %
digest-figure-few = { $name }: ответов пока мало
digest-total = { $total } из { $maximum }
digest-index = По шкале 0–100: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (интервала нет: средняя оценка у всех одна)
digest-index-interval = По шкале 0–100: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-rise = ▲ С прошлого дайджеста: +{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла, процент { $percent }
digest-fall = ▼ С прошлого дайджеста: −{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла, процент { $percent }
digest-level = Уровень: { $level }.
digest-level-between = Уровень: между { $from } и { $to }.
digest-columns = Город, число людей: { $indices }, в процентах

## В конце

digest-note-interval = Интервал (95 %) показывает, насколько точна оценка. Небольшое изменение может быть случайным.
digest-note-sample = В опросе участвовали те, кто захотел ответить: результат показывает мнение ответивших, а не всего города.

digest-about-survey = Об этом опросе
digest-conductor = Проводит: { $operator }.
digest-mode = Люди отвечали сами в Telegram, на казахском, русском или английском, и сами решали, участвовать ли. Это не случайная выборка: результат показывает мнение тех, кто ответил.
digest-method = Анкета: { $instrument }. Методы: { $methods }. Каждый ответ учтён один раз.
digest-small = Оценки, за которыми меньше { $minimum } человек, не показаны — и то, что могло бы их выдать, тоже.
digest-verify = Что стоит за этим дайджестом, покажет бот. Отправьте ему: { $command }

## Картинка

picture-heading = Готовность к созданию умного города

picture-cities-caption = На картинке — результаты городов в процентах от наибольшей суммы баллов.
picture-profile-caption = На картинке — каждое направление по шкале от 1 до 5 с интервалом: «{ $index }».
picture-items-caption = На картинке — балл каждого пункта от 1 до 5 по городам.
picture-groups-caption = На картинке — как каждая группа оценивает свой город, от 0 до 100. Ниже: готовность.
picture-waves-caption = На картинке — как результаты городов менялись от волны к волне, от 0 до 100. Ниже: прошлая волна и эта.
picture-line = { $city }: { $told }
picture-value = { $name } { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-scores =
    { $count ->
        [one] балл { $score } — { $count } пункт
        [few] балл { $score } — { $count } пункта
        [many] балл { $score } — { $count } пунктов
       *[other] балл { $score } — { $count } пункта
    }
picture-change = { $name } { NUMBER($before, minimumFractionDigits: 1, maximumFractionDigits: 1) } → { NUMBER($now, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-code = Код: { $code }
picture-part = Картинка { $number } из { $total }
picture-figure = { $name } { $percent } %
picture-more =
    { $count ->
        [one] Ещё { $count } город показан на картинке.
        [few] Ещё { $count } города показаны на картинке.
        [many] Ещё { $count } городов показаны на картинке.
       *[other] Ещё { $count } города показаны на картинке.
    }
picture-legend = Полоса и крупное число — процент от наибольшей суммы баллов (от 20 до 100). Точка с линией — оценка без округления и её интервал (95 %).
picture-legend-many = Числа — проценты от наибольшей суммы баллов (от 20 до 100). Прочерк — ответов пока мало.
picture-count = Человек
picture-few = Ответов мало

picture-groups = Взгляд разных групп
picture-waves = Изменения по волнам
picture-dimensions = { $name }: по направлениям
picture-legend-groups = Точка с линией — результат группы от 0 до 100 и его интервал (95 %). Прочерк — ответов мало, или такой результат выдал бы немногих.
picture-legend-waves = Точки — результаты каждой волны от 0 до 100, линии — их интервалы (95 %). Изменение меньше интервала может быть случайным.
picture-legend-profile = Точка — средняя оценка от 1 до 5, линия — её интервал (95 %). Прочерк — ответов пока мало.
picture-legend-items = Число в клетке — округлённый балл от 1 до 5. Прочерк — ответов пока мало.
picture-legend-groups-many = Числа — результаты от 0 до 100. Прочерк — ответов мало, или такой результат выдал бы немногих.
picture-legend-waves-many = Числа — результаты этой волны от 0 до 100 и изменение с прошлой волны.
picture-legend-profile-many = Числа — средние оценки от 1 до 5. Прочерк — ответов пока мало.
picture-all-items = Все пункты
picture-mean = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-whole = { NUMBER($value, maximumFractionDigits: 0) }
picture-expectations = Что важно и как обстоит сейчас
picture-importance = важность
picture-performance = сейчас
picture-beside = { $name } { NUMBER($importance, minimumFractionDigits: 1, maximumFractionDigits: 1) } / { NUMBER($performance, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-expectations-caption = На картинке — насколько людям важно каждое направление, от 1 до 5, и какова его нынешняя оценка. Ниже: важность / сейчас.
picture-legend-expectations = Точки — средние от 1 до 5 у тех, кто оценил и то и другое, линии — интервалы 95 %. Первым стоит самый большой разрыв; небольшая разница может быть случайной.
picture-legend-expectations-many = Число — насколько важность выше того, как обстоит сейчас, в баллах шкалы 1–5; чем темнее, тем больше разрыв. Прочерк — ответов мало. Небольшая разница может быть случайной.

## Что стоит за дайджестом

verify-ask = Отправьте код дайджеста после команды: { $example }
verify-unknown = Дайджеста с кодом { $code } нет. Все ли буквы и цифры верны?
verify-found = Дайджест { $code }: волна { $wave }, { $date }
verify-final = Окончательный дайджест закрытой волны.
verify-open = Дайджест открытой волны: предварительный.
verify-instrument = Анкета: { $instrument }
verify-methods = Методы: { $methods }
verify-weights = Веса: каждый ответ учтён один раз. Где каждая группа достаточно велика, рядом стоит оценка с равным весом групп.
verify-more = Других городов: { $count }
verify-hash = Отпечаток данных ({ $algorithm }): { $hash }
verify-how = У кого есть выгруженные данные, тот может пересчитать оценки и сверить отпечаток: { $command }
verify-limits = Ответы, которые дали, изменили или отозвали после дайджеста, меняют данные. Тогда оценки можно посмотреть, но уже нельзя пересчитать.
