### Деректер сипаттамасы мен кестелердің сөздері.

codebook-respondent_id = Жауап берушінің бүркеншік коды
codebook-response_id = Сауалнаманың бүркеншік коды
codebook-wave = Сауалнама кезеңі
codebook-city = Бағаланған қала
codebook-stakeholder_group = Мүдделі тараптар тобы
codebook-language = Сұрақ көрсетілген тіл
codebook-status = Сауалнама соңына дейін толтырылды ма
codebook-started_on = Басталған күні
codebook-completed_on = Жіберілген күні
codebook-instrument = Сауалнаманың атауы мен нұсқасы
codebook-item = Тармақтың коды
codebook-value = Жауаптың коды
codebook-level = Жол не туралы: индекс пе, тармақ па
codebook-id = Индекстің не тармақтың коды
codebook-method_paper = Мақаладағы есептеу әдісі
codebook-method_index = Дәл есептеу әдісі
codebook-n = Баға берген адам саны
codebook-suppressed = Адам аз болғандықтан бағалар жасырылды ма
codebook-total = Мақала әдісімен жиналған балл
codebook-maximum = Мүмкін болатын ең жоғары балл
codebook-percent = Мақала әдісімен ең жоғары балдың пайызы
codebook-total_unrounded = Дөңгелектелмеген балл
codebook-percent_of_maximum = Дөңгелектелмеген пайыз, 20-дан 100-ге дейін
codebook-index = 100 балдық шкаладағы мән
codebook-low = Белгісіздік аралығының (95%) төменгі шегі
codebook-high = Белгісіздік аралығының (95%) жоғарғы шегі

## Мәндер

codebook-status-complete = Толық
codebook-status-partial = Жартылай
codebook-level-index = Индекс бойынша
codebook-level-item = Тармақ бойынша
codebook-group-all = Барлық топ
codebook-language-kk = Қазақ тілі
codebook-language-ru = Орыс тілі
codebook-language-en = Ағылшын тілі
codebook-suppressed-true = Жасырылды
codebook-suppressed-false = Көрсетілді

## Кестелер

tables-sample = Қатысушылар
tables-indices = Индекстер
tables-codebook = Айнымалылар
tables-item = Бағыты
tables-total = Жалпы балл (ең көбі { $maximum })
tables-percent = Деңгейі, ең жоғары балдың пайызы
tables-people = Жауап берген адам саны
tables-all = Барлығы
tables-share = Үлесі, пайызбен
tables-few = Жауап аз: бағалар көрсетілмейді
