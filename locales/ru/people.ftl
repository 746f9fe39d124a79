### Что участник может увидеть и решить о себе: данные, сообщения, напоминания.

## Мои данные

mydata-title = Что мы храним о Вас
mydata-number = Ваш номер у нас: { $number }. Он получен с помощью секретного ключа и сам по себе ничего о Вас не говорит.
mydata-contact = Отдельно от ответов хранятся номер чата в Telegram и номер нашего последнего сообщения.
mydata-since = Вы впервые пришли { $date } Язык: { $language }.
mydata-label = Метка ссылки-приглашения: { $label }
mydata-vouched = Ваша группа подтверждена приглашением: { $groups }. Какая это была ссылка, мы не храним.
mydata-messages-on = Сообщения: включены
mydata-messages-off = Сообщения: Вы их остановили
mydata-recontact-yes = Результаты и следующая волна: Вы просили сообщить
mydata-recontact-no = Результаты и следующая волна: Вы просили не сообщать
mydata-recontact-none = Результаты и следующая волна: ещё не спрашивали
mydata-reminder = Напоминание назначено: { $date }
mydata-letters =
    { $count ->
        [one] Не удалось обработать { $count } Ваше сообщение. Оно хранится, пока мы не найдём ошибку.
        [few] Не удалось обработать { $count } Ваших сообщения. Они хранятся, пока мы не найдём ошибку.
        [many] Не удалось обработать { $count } Ваших сообщений. Они хранятся, пока мы не найдём ошибку.
       *[other] Не удалось обработать { $count } Вашего сообщения. Они хранятся, пока мы не найдём ошибку.
    }
mydata-consents = Квитанция о согласии
receipt-survey-yes = согласие на участие
receipt-survey-no = отказ от участия
receipt-recontact-yes = согласие получать новости опроса
receipt-recontact-no = отказ от новостей опроса
mydata-receipt = { $date }, { $time }: { $what }. Версия { $version }, { $language }.
mydata-sheet = Город { $city }, волна { $wave }
mydata-sheet-begun = { $group }. Начало: { $began }
mydata-sheet-sent = { $group }. Начало: { $began } Отправка: { $sent }
mydata-transcript = Расшифровка голосового сообщения, «{ $item }»: «{ $text }»
mydata-passages =
    { $count ->
        [one] В этих ответах темой отмечен { $count } отрывок.
        [few] В этих ответах темой отмечены { $count } отрывка.
        [many] В этих ответах темой отмечено { $count } отрывков.
       *[other] В этих ответах темой отмечено { $count } отрывка.
    }
mydata-none = Ответов пока нет.
mydata-more = Остальные ответы — в файле.
mydata-not = Мы не храним имя, номер телефона, имя в Telegram, фото, местоположение и то, что ещё Вы здесь пишете.
mydata-how = Всё это есть и в файле. Удалить всё: /withdraw. Не получать сообщений: /stop.
mydata-file = Всё, что о Вас хранится

## Сообщения

stopped-text =
    Теперь мы не пишем Вам первыми: ни напоминаний, ни результатов, ни приглашений. Мы только отвечаем на Ваши действия.
    Ваши ответы остаются. Удалить их: /withdraw. Включить сообщения снова: /start или /continue.
button-wake = Включить сообщения
toast-noted = Учтено
recontact-ask = Сообщить Вам о результатах и пригласить в следующую волну? Это отдельный выбор, он не связан с участием. Его можно изменить в любой день: /mydata.
recontact-yes = Да, сообщить
recontact-no = Нет, спасибо
recontact-begin = Получать новости опроса
recontact-end = Не получать новостей опроса
told-text = Волна опроса завершена. Вы просили сообщить, что получилось.
invited-text = Началась новая волна опроса. Вы просили сообщить. Это та же короткая анкета, чтобы увидеть изменения.

## Напоминания

remind-ask = Напомнить Вам? Одно сообщение вечером, без звука.
remind-due = Напомним вечером: { $date }
remind-tonight = Напомнить сегодня вечером
remind-tomorrow = Напомнить завтра вечером
remind-never = Не напоминать
reminder-text =
    { $count ->
        [0] Добрый вечер! Вы просили напомнить о городе { $city }. Осталось только отправить ответы.
        [one] Добрый вечер! Вы просили напомнить о городе { $city }. Остался { $count } вопрос.
        [few] Добрый вечер! Вы просили напомнить о городе { $city }. Осталось { $count } вопроса.
        [many] Добрый вечер! Вы просили напомнить о городе { $city }. Осталось { $count } вопросов.
       *[other] Добрый вечер! Вы просили напомнить о городе { $city }. Осталось { $count } вопроса.
    }

## Результаты

results-wave = Волна { $wave }, опубликовано { $date }
results-unpublished = Пока ничего не опубликовано. Результаты выходят по расписанию.
results-interval = По шкале 0–100: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (интервал { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
results-before = Прошлая волна ({ $wave }): { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
results-mine = Ваши ответы: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
results-groups = По группам:
results-group = { $name }: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (ответов: { $count })
results-groups-few = Не показаны, потому что ответов мало или результат выдал бы немногих людей: { $groups }.
results-interval-note = В скобках — границы неопределённости. Разница в этих границах может быть случайной. Ваша группа выделена.
button-mine = Мои ответы рядом с городом
mine-title = Ваши ответы и город { $city }
mine-how = Сначала Ваш ответ, затем средняя оценка города от 1 до 5.

## Чего ждут в городе

button-expect = Ожидания и проблемы
expect-title = { $city }: чего ждут люди и какие проблемы они видят
expect-most = Что важнее всего
expect-widest = Где не хватает сильнее всего: важность / сейчас
expect-gravest = Самые острые проблемы
expect-mine = Ваши ответы · средние по городу
expect-mine-how = У каждого направления: важность / сейчас.
expect-one = { $name }: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
expect-two = { $name }: { NUMBER($importance, minimumFractionDigits: 1, maximumFractionDigits: 1) } / { NUMBER($performance, minimumFractionDigits: 1, maximumFractionDigits: 1) }
expect-few = Ответов об ожиданиях и проблемах пока мало. Результат появится, когда их будет не меньше { $needed }.
expect-note = Средние от 1 до 5. Небольшая разница может быть случайной.
