### Coordinators at work on interviews: what voices say, and what passages are about.

desk-empty =
    { $voices ->
        [one] { $voices } voice message waits
       *[other] { $voices } voice messages wait
    } to be typed, { $texts ->
        [one] { $texts } text waits
       *[other] { $texts } texts wait
    } to be coded by you.
desk-transcribe = Type a voice message
desk-code = Code a text
desk-title = Answer { $number } · { $item }
desk-voice-how =
    Listen and write what is said, in as many messages as you like. To be typed: { $count }.
desk-voice-again = It was typed already; what you write now takes the place of that.
desk-transcript = What answer { $number } says
desk-typed-how = It is kept. Write on, go to the next one, or type it anew to correct it.
desk-anew = Type it anew
desk-next = Next
desk-rest = Enough for now
desk-code-how = Choose a sentence, then its themes; several may fit, or none. What another coder marked is not shown. Left: { $count }.
desk-quote = Worth quoting, and does not tell who said it
desk-coded = Done
desk-skip = Another text
desk-waiting = Voice messages to be typed: { $count }, /transcribe
