### Дайджест и картинка для канала координаторов.

digest-heading = Дайджест
digest-about = Волна { $wave } · { $date }
digest-part = Дайджест, часть { $number } из { $total }

## Кто ответил

digest-sample = Собрано анкет: { $count }
digest-profile = По группам: { $profile }
digest-group = { $count } — { $name }
digest-finished = Заполнено до конца: { $count }
digest-first = Это первый дайджест, сравнивать пока не с чем.
digest-empty = Ответов пока нет. Как только придут первые, итоги появятся здесь.
digest-people =
    { $count ->
        [one] { $count } человек
        [few] { $count } человека
        [many] { $count } человек
       *[other] { $count } человека
    }

## Город

digest-few = Ответов пока мало, чтобы показать результат.
digest-provisional = Предварительный результат: ответов пока немного.
digest-held = Оценки те же, что в прошлом дайджесте: с тех пор число ответивших изменилось мало.
digest-percent = { $percent } %
digest-figure = { $name }: { $percent } %
digest-figure-few = { $name }: ответов пока мало
digest-total = { $total } из { $maximum }
digest-index = По шкале 0–100: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
digest-index-interval = По шкале 0–100: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-rise = ▲ С прошлого дайджеста: +{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла, процент { $percent }
digest-fall = ▼ С прошлого дайджеста: −{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } балла, процент { $percent }
digest-same = С прошлого дайджеста ничего не изменилось.
digest-new = Оценки этого города показаны впервые.
digest-strongest = Оценили выше всего: { $items }
digest-weakest = Оценили ниже всего: { $items }
digest-item = { $name } ({ NUMBER($mean, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-level = Оценки ровные: ни один пункт не выделяется.

## В конце

digest-note-percent = Процент — это доля от наибольшей возможной суммы баллов, поэтому меньше 20 % не бывает. По шкале 0–100 наименьшее значение — 0.
digest-note-interval = Интервал (95 %) показывает, насколько точна оценка. Небольшое изменение может быть случайным.
digest-note-sample = В опросе участвовали те, кто захотел ответить: результат показывает мнение ответивших, а не всего города.

## Картинка

picture-heading = Готовность к созданию умного города

picture-caption = На картинке — результаты городов в процентах от наибольшей суммы баллов.
picture-figure = { $name } { $percent } %
picture-city = { $city }, { $people }: { $figures }
picture-more =
    { $count ->
        [one] Ещё { $count } город показан на картинке.
        [few] Ещё { $count } города показаны на картинке.
        [many] Ещё { $count } городов показаны на картинке.
       *[other] Ещё { $count } города показаны на картинке.
    }
picture-items = { $name }: по пунктам
picture-scale = Оценка: 1 — { $lowest }, 5 — { $highest }
picture-legend = Полоса и крупное число — процент от наибольшей суммы баллов (от 20 до 100). Точка с линией — оценка без округления и её интервал (95 %).
picture-legend-many = Числа — проценты от наибольшей суммы баллов (от 20 до 100). Чёрточка — ответов пока мало.
picture-count = Человек
picture-few = Ответов мало
