### The bot’s name, descriptions and commands in Telegram.

profile-name = Saualnama: smart city survey
profile-description =
    How ready is your city to become a smart city? Tell us what you think.

    The survey is short, about { $minutes } minutes. You choose the language: Kazakh, Russian or English. We do not ask for your name or phone number. To begin, press the button below.
profile-about = A short survey about how ready your city is to become a smart city. In Kazakh, Russian and English.
profile-description-all =
    Қалаңыз туралы пікіріңізбен бөлісіңіз: бұл — ақылды қалаға дайындық туралы қысқа сауалнама. Аты-жөніңізді, телефон нөміріңізді сұрамаймыз.

    Расскажите, что Вы думаете о своём городе: это короткий опрос о готовности к созданию умного города. Имя и номер телефона не спрашиваем.

command-start = Begin the survey
command-continue = Go on where you stopped
command-language = Change the language
command-results = Results of your city
command-mydata = All that we keep about you
command-privacy = How your data are kept
command-stop = No more messages
command-withdraw = Withdraw consent, delete answers
command-verify = Look behind a digest
command-help = Help
command-status = Survey progress
command-digest = Post the digest to the channel
command-note = Note what a document shows
command-export = Get the data
command-transcribe = Type what a voice message says
command-code = Mark what interviews are about

## A sheet for a wall

poster-title = Is your city ready to become a smart city?
poster-text =
    Point your phone’s camera at the code.
    A short survey in Telegram, about { $minutes } { $minutes ->
        [one] minute
       *[other] minutes
    }.
    We do not ask your name or phone number.
