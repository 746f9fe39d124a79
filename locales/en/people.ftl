### What a person can see and decide about themselves: data, messages, reminders.

## My data

mydata-title = What we keep about you
mydata-number = Your number with us: { $number }. It is made with a secret key and says nothing about you by itself.
mydata-contact = Kept apart from the answers: the number of your Telegram chat and of our last message.
mydata-since = You first came on { $date }. Language: { $language }.
mydata-label = Label of the invitation link: { $label }
mydata-vouched = Your group was confirmed by an invitation: { $groups }. Which link it was is not kept.
mydata-messages-on = Messages: on
mydata-messages-off = Messages: stopped by you
mydata-recontact-yes = Results and the next wave: you agreed to be told
mydata-recontact-no = Results and the next wave: you do not want to be told
mydata-recontact-none = Results and the next wave: not asked yet
mydata-reminder = A reminder is due on { $date }.
mydata-letters =
    { $count ->
        [one] { $count } message of yours could not be processed. It is kept until we have found the fault.
       *[other] { $count } messages of yours could not be processed. They are kept until we have found the fault.
    }
mydata-consents = Receipt of consent
receipt-survey-yes = agreed to take part
receipt-survey-no = declined to take part
receipt-recontact-yes = agreed to be told later
receipt-recontact-no = declined to be told later
mydata-receipt = { $date }, { $time }: { $what }. Version { $version }, { $language }.
mydata-sheet = The city of { $city }, wave { $wave }
mydata-sheet-begun = { $group }. Begun: { $began }.
mydata-sheet-sent = { $group }. Begun: { $began }. Sent: { $sent }.
mydata-transcript = Typed from your voice message, “{ $item }”: “{ $text }”
mydata-passages =
    { $count ->
        [one] { $count } passage of these answers was marked with a theme.
       *[other] { $count } passages of these answers were marked with a theme.
    }
mydata-none = There are no answers yet.
mydata-more = The other answers are in the file.
mydata-not = We do not keep: your name, phone number, Telegram name, photo, location or what else you write here.
mydata-how = All of it is in the file, too. Delete everything: /withdraw. No more messages: /stop.
mydata-file = All that is kept about you

## Messages

stopped-text =
    From now on we do not write to you: no reminders, no results, no invitations. We only answer what you do here.
    Your answers stay. To delete them: /withdraw. To turn messages on again: /start or /continue.
button-wake = Turn messages on
toast-noted = Noted
recontact-ask = May we tell you the results and invite you to the next wave? This choice is separate from the survey. You can change it any day: /mydata.
recontact-yes = Yes, tell me
recontact-no = No, thanks
recontact-begin = Results and invitations, please
recontact-end = No results or invitations
told-text = This wave is over. You asked to be told what came of it.
invited-text = A new wave of the survey has begun. You asked to be told. It is the same short questionnaire, so that changes can be seen.

## Reminders

remind-ask = Shall we remind you? One message in the evening, without a sound.
remind-due = We will remind you in the evening of { $date }.
remind-tonight = Remind me tonight
remind-tomorrow = Remind me tomorrow
remind-never = No reminder
reminder-text =
    { $count ->
        [0] Good evening! You asked us to remind you of the city of { $city }. Your answers only need to be sent.
        [one] Good evening! You asked us to remind you of the city of { $city }. { $count } question is left.
       *[other] Good evening! You asked us to remind you of the city of { $city }. { $count } questions are left.
    }

## Results

results-wave = Wave { $wave }, published on { $date }.
results-unpublished = Nothing has been published yet. Results come out on a schedule.
results-interval = On a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
results-before = Last wave ({ $wave }): { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
results-mine = Your answers: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
results-groups = By group:
results-group = { $name }: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (answered: { $count })
results-groups-few = Not shown, because few answered or it would give few people away: { $groups }.
results-interval-note = In brackets is the range of uncertainty. A difference within it may be chance. Your own group is in bold.
button-mine = My answers beside the city
mine-title = Your answers and the city of { $city }
mine-how = First your answer, then the city’s mean rating from 1 to 5.

## What the city expects

button-expect = Expectations and problems
expect-title = { $city }: what people expect, and which problems they see
expect-most = What matters most
expect-widest = Where it falls shortest: importance / now
expect-gravest = Gravest problems
expect-mine = Your answers · the city’s means
expect-mine-how = For each element: importance / now.
expect-one = { $name }: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
expect-two = { $name }: { NUMBER($importance, minimumFractionDigits: 1, maximumFractionDigits: 1) } / { NUMBER($performance, minimumFractionDigits: 1, maximumFractionDigits: 1) }
expect-few = Too few answers yet to show the city’s expectations and problems. They will appear once there are at least { $needed }.
expect-note = Means from 1 to 5. A small difference may be chance.
