### Interface texts. One message per screen or button.

## Language and welcome

language-name = English
language-choose = Choose a language:
language-changed = Now we speak English.
welcome = Hello! Tell us what you think of your city. This is a short survey about how ready it is to become a smart city.
welcome-time =
    { $minutes ->
        [one] It takes about { $minutes } minute.
       *[other] It takes about { $minutes } minutes.
    }

## Consent

consent-text =
    Taking part is voluntary. You may skip any question. You can stop at any time.
    Answers are published only as totals. We do not ask for your name or phone number.
    To withdraw your consent and delete your answers: /withdraw
consent-ask = Do you agree to take part?
consent-agree = I agree
consent-decline = I do not agree
consent-more-button = Read more
consent-more =
    About this survey. Version of this text: { $version }.

    Who asks: { $operator }. Contact: { $contact }. Who pays: { $sponsor }.

    What for: to learn how ready cities are to become smart cities. We also compare the views of different groups. The results serve research and the cities themselves.

    Who may take part: people aged 18 or over who have a connection with the city.

    Your choice: taking part is voluntary and takes about { $minutes } minutes. You may skip any question and stop at any time. Neither taking part nor declining affects your job.

    What we keep: your city, group, ratings, written and voice answers, language, time, consent, the label of the invitation link and a number made with a secret key instead of your name. We do not record your name, phone number, Telegram name or location. Your Telegram chat number is kept apart from the answers. It is needed only to send you the questions. See all of it: /mydata.

    Messages: we write first only if you ask for it, in the evening and without a sound. No more messages: /stop.

    Telegram: questions and answers travel through Telegram. Its servers are abroad and it has its own rules.

    Who sees what: coordinators and researchers see de-identified answers. Overall results are published. A group’s result is shown only if at least { $minimum } { $minimum ->
        [one] person has answered.
       *[other] people have answered.
    }

    How long: answers are kept until the study ends. This is needed to compare the waves of the survey.

    Leaving: the command /withdraw deletes your answers and your chat number at once. Results already published and de-identified data already handed out cannot be recalled.

    The button “I agree” means that you are 18 or over and accept these terms.
consent-declined = That is fine, it is your choice. We have no answers of yours. If you change your mind, come back any day.
consent-reconsider = I agree after all

## City and group

city-ask = Which city will you rate?
city-more = More cities
city-previous = Previous cities
group-ask = Which group do you belong to in { $city }?
group-why = This helps us to compare the views of different groups.
vouched-groups = By personal invitation only: { $groups }.
vouched-contact = You can ask for an invitation link here: { $contact }
vouched-only = This survey is answered by personal invitation only. If you have an invitation link, please open it.

## Questions

section-header = Section { $number } of { $total } · { $name }
question-header = { $number } / { $total }
answer-current = Your answer: { $answer }
answer-unknown = hard to say
answer-refused = rather not say
answer-skipped = skipped
answer-missing = no answer yet
edit-header = Changing an answer
button-start = Start
button-continue = Continue
button-back = Back
button-language = 🌐 Lang.
button-later = Later
button-unknown = Hard to say
button-refuse = Rather not say
hint-buttons = Thank you! I understand only buttons. Please press one of the buttons below.
hint-commands = There is no such command. All commands: /help
hint-invitation-used = Sorry, this invitation link has been used already: it is good for one person, once. If you need one, please ask for a new link.
hint-invitation-bad = Sorry, this invitation link is not valid. Perhaps it was not copied whole.

## A break and coming back

later-text =
    { $count ->
        [0] Your answers are saved. All that is left is to send them.
        [one] Your answers are saved. { $count } question is left.
       *[other] Your answers are saved. { $count } questions are left.
    }
    Come back any day: press “Continue” or send /continue.
resume-text =
    Welcome back! You were rating the city of { $city }.
    You stopped at question { $number } of { $total }.
resume-done-text =
    We have your answers about the city of { $city }. Thank you!
    You can change them while the survey is open.

## Checking and sending

review-title = { $city }: your answers
review-how = To change an answer, press its number. If all is right, send the answers.
button-send = Send my answers
button-review = Check my answers
done-thanks = Thank you! Your answers have been received.
done-all-cities = You have rated all the cities. Thank you very much!
button-results = City results
button-another-city = Rate another city
button-change-answers = Change my answers

## Results

results-title = Results: the city of { $city }
results-people =
    { $count ->
        [one] { $count } person has answered.
       *[other] { $count } people have answered.
    }
results-index = { $name }: { $percent }% ({ $total } of { $maximum } points)
results-few = There are too few answers yet. The result will appear once there are at least { $needed }.
results-none-city = Results are shown for the city that you choose. Please choose a city first.
results-note = 100% would mean that everyone gave a 5. The lowest possible result is 20%. The survey is open to all, so this is not a random sample.
results-when = Results are updated on a schedule, so the latest answers may not show at once.

## Survey wave

wave-closed = This wave of the survey is closed. Thank you to everyone who took part! See you in the next wave.

## Withdrawing and data

withdraw-ask =
    Withdraw your consent and delete all your answers?
    They will be deleted at once, and this cannot be undone. Results already published will not change.
withdraw-yes = Yes, delete all
withdraw-no = No, keep them
withdraw-done =
    Your consent has been withdrawn. Your answers and your chat number are deleted. The next results will not include them.
    To take part again, press the button below.
privacy-text =
    Your data in short

    We keep the city, the group, the ratings, written and voice answers, the language and the time. We do not ask for your name, phone number or location.
    Your Telegram chat number is kept apart from the answers. It is needed only to send you the questions.
    Only totals are published. A group’s result is shown only if at least { $minimum } { $minimum ->
        [one] person has answered.
       *[other] people have answered.
    }
    The command /withdraw deletes your answers at once.

    The survey is run by: { $operator }. Contact: { $contact }.

## Help and errors

help-text =
    I run a survey about your city. Commands:

    /start — begin
    /continue — go on where you stopped
    /language — change the language
    /results — results of your city
    /mydata — all that we keep about you
    /privacy — how your data are kept
    /stop — no more messages
    /withdraw — withdraw consent and delete answers
    /verify — what stands behind a digest
    /help — this help
error-unknown = Something went wrong on our side. Your saved answers are safe. Please try again.
error-old-button = This button is out of date. You are here now.
toast-language = { language-changed }

## For the coordinator

coordinator-help =
    For the coordinator:

    /status — how the wave is going
    /digest — post the digest to the channel
    /export — get the data
    /note — note what a document shows
    /transcribe — type a voice answer
    /code — mark interview answers
status-title = Survey progress
status-wave = Wave { $wave }, open since { $since }
status-counts = Started: { $started }. Sent: { $complete }.
status-line = { $name }: { $count }
status-none = No wave is open.
status-health = How the bot works
status-workers = Processes at work: { $count }
status-update = Time since people were last heard: { $age }
status-owed = Screens not shown yet: { $count }
status-owed-age = The oldest has waited: { $age }
status-uncounted = Responses not counted yet: { $count }
status-letters = Updates that could not be applied: { $count }
status-posts-claimed = Parts of digests waiting
status-posts-sending = Parts of digests being sent
status-posts-sent = Parts of digests posted
status-posts-uncertain = Parts of digests with unknown outcome
status-posts-failed = Parts of digests not posted
age-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
age-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
age-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
age-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
export-ready =
    { $rows ->
        [one] The data are ready: { $rows } row.
       *[other] The data are ready: { $rows } rows.
    }
export-empty = There are no answers yet, so there is nothing to export.
export-withheld =
    There are answers, but no file. { $count ->
        [one] { $count } response is
       *[other] { $count } responses are
    } too few: no city has { $minimum } in a wave yet, and the data would tell who answered.
    The data can be exported once there are more.
digest-posted = The digest has been posted to the channel.
digest-nothing = There is nothing to report yet.
digest-no-channel = No channel is set. Fill in SAUALNAMA_CHANNEL_ID in the settings.

# A digest's message of which nobody knows whether it stands in the channel

doubt-title = Has the digest been posted?
doubt-post = Wave { $wave }, { $day }, { $language }, { $part }
doubt-in-kk = in Kazakh
doubt-in-ru = in Russian
doubt-in-en = in English
doubt-text = message { $number }
doubt-cities = picture of the cities
doubt-profile = picture of the dimensions
doubt-items = picture of every item
doubt-groups = picture of the groups
doubt-waves = picture of the waves
doubt-expectations = picture of what people expect
doubt-uncertain = Telegram gave no answer: nobody knows whether this part is in the channel. Look at the channel, then press a button.
doubt-claimed = This part will be posted again.
doubt-sending = This part is being posted now.
doubt-sent = Noted: this part is in the channel.
doubt-failed = This part could not be posted.
doubt-again = Post it again
doubt-posted = It is in the channel

## Further blocks and open questions

blocks-offer = If you have time, you can also answer this:
block-line =
    { $count ->
        [one] { $name }: { $count } question, about { $minutes } min
       *[other] { $name }: { $count } questions, about { $minutes } min
    }
block-line-about =
    { $count ->
        [one] { $name }: about { $count } question, { $minutes } min
       *[other] { $name }: about { $count } questions, { $minutes } min
    }
review-block-title = { $city }. { $name }: your answers
resume-block-text =
    Welcome back! The topic: { $name }.
    You stopped at question { $number } of { $total }.
many-how = You may choose several answers. Then press “Next”.
many-none = none chosen
number-how = Write a number from { $low } to { $high }.
text-how = Write your answer. You may send several messages.
voice-how = Send a voice message. You may send several.
open-how = Write your answer or send a voice message. You may send several messages.
open-given =
    { $count ->
        [one] { $count } message received
       *[other] { $count } messages received
    }
button-next = Next
button-skip = Skip
button-clear = Delete my messages
button-leave = Finish here
hint-number = Thank you! A number within the limits is needed here. Please write it in digits.
hint-text = Thank you! Please answer this question in writing.
hint-voice = Thank you! Please answer this question with a voice message.
hint-open = Thank you! Please write your answer or send a voice message.
hint-long = This voice message is too large. Please send it as several short ones.
