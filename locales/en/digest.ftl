### The digest and the picture for the coordinators' channel.

digest-heading = Digest
digest-about = Wave { $wave } · { $date }
digest-part = Digest, part { $number } of { $total }

## Who answered

digest-sample = Questionnaires collected: { $count }
digest-finished = Filled in to the end: { $count }
digest-finished-all = All of them are filled in to the end.
digest-sample-wanted = Questionnaires collected: { $count } of { $wanted } wanted
digest-group = { $name }: { $count }
digest-group-wanted = { $name }: { $count } of { $wanted }
digest-missing = Needed most now: { $groups }.
digest-final = The survey ran from { $opened } to { $closed } and is closed: the results are final.
digest-first = This is the first digest of the wave, so there is none before it to compare with.
digest-empty = No answers yet. As soon as the first ones arrive, the results will appear here.
digest-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }

## Since the last digest

digest-moved = Since the last digest
digest-moved-new = Begun: { $count }.
digest-moved-withdrawn = Withdrawn: { $count }.
digest-moved-anew = New ratings: { $cities }. At least { $minimum } more people rated each item.
digest-moved-anew-closed = New ratings: { $cities }.
digest-moved-held = Ratings as before: { $cities }. They change once { $minimum } more people have rated each item.
digest-moved-final = The wave has closed: the ratings now hold all answers.
digest-moved-method = How we count has changed: { $methods }.
digest-moved-none = Nothing has changed.
digest-cities =
    { $count ->
        [one] { $count } city
       *[other] { $count } cities
    }

## City

digest-few = There are too few answers to show the result.
digest-provisional = Provisional result: there are not many answers yet.
digest-held = The ratings are of { $people }, as in an earlier digest: few others have answered since.
digest-percent = { $percent }%
digest-figure = { $name }: { $percent }%
digest-figure-few = { $name }: too few answers so far
digest-total = { $total } out of { $maximum }
digest-index = On a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (no interval: all gave the same on average)
digest-index-interval = On a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-rise = ▲ Since the last digest: +{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points, percent { $percent }
digest-fall = ▼ Since the last digest: −{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points, percent { $percent }
digest-level = Level: { $level }.
digest-level-between = Level: between { $from } and { $to }.
digest-columns = City, people: { $indices }, in percent

## At the end

digest-note-interval = The interval (95%) shows how precise the figure is. A small change may be chance.
digest-note-sample = People chose for themselves whether to answer: the result shows the view of those who did, not of the whole city.

digest-about-survey = About this survey
digest-conductor = Conducted by: { $operator }.
digest-mode = People answered by themselves in Telegram, in Kazakh, Russian or English, and chose themselves to take part. This is no random sample: it shows the view of those who answered.
digest-method = Questionnaire: { $instrument }. Methods: { $methods }. Every answer counts once.
digest-small = Ratings of fewer than { $minimum } people are not shown, nor what would give them away.
digest-verify = To see what stands behind this digest, send the bot: { $command }

## Picture

picture-heading = Smart city readiness

picture-cities-caption = The picture shows the cities’ results as a percent of the highest possible score.
picture-profile-caption = The picture shows each dimension of “{ $index }” from 1 to 5, with its interval.
picture-items-caption = The picture shows the score of every item from 1 to 5, city by city.
picture-groups-caption = The picture shows how each group rates its city, from 0 to 100. Below: readiness.
picture-waves-caption = The picture shows how the cities’ results changed from wave to wave, from 0 to 100. Below: the last wave and this one.
picture-line = { $city }: { $told }
picture-value = { $name } { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-scores =
    { $count ->
        [one] score { $score } — { $count } item
       *[other] score { $score } — { $count } items
    }
picture-change = { $name } { NUMBER($before, minimumFractionDigits: 1, maximumFractionDigits: 1) } → { NUMBER($now, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-code = Code: { $code }
picture-part = Picture { $number } of { $total }
picture-figure = { $name } { $percent }%
picture-more =
    { $count ->
        [one] { $count } more city is in the picture.
       *[other] { $count } more cities are in the picture.
    }
picture-legend = The bar and the large number are the percent of the highest possible score (20 to 100). The dot with a line is the unrounded figure with its 95% interval.
picture-legend-many = The numbers are percent of the highest possible score (20 to 100). A dash: too few answers so far.
picture-count = People
picture-few = Too few answers

picture-groups = Groups side by side
picture-waves = Change over the waves
picture-dimensions = { $name }: by dimension
picture-legend-groups = The dot with a line is a group’s result from 0 to 100 with its 95% interval. A dash: too few answers, or a result that would give few people away.
picture-legend-waves = The dots are the results of each wave from 0 to 100, the lines their 95% intervals. A change smaller than the intervals may be chance.
picture-legend-profile = The dot is the mean rating from 1 to 5, the line its 95% interval. A dash: too few answers.
picture-legend-items = The shaded number is the rounded score from 1 to 5. A dash: too few answers.
picture-legend-groups-many = The numbers are results from 0 to 100. A dash: too few answers, or a result that would give few people away.
picture-legend-waves-many = The numbers are results from 0 to 100 in this wave, with the change since the last one.
picture-legend-profile-many = The numbers are mean ratings from 1 to 5. A dash: too few answers.
picture-all-items = Every item
picture-mean = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-whole = { NUMBER($value, maximumFractionDigits: 0) }
picture-expectations = What matters, and how good it is now
picture-importance = importance
picture-performance = now
picture-beside = { $name } { NUMBER($importance, minimumFractionDigits: 1, maximumFractionDigits: 1) } / { NUMBER($performance, minimumFractionDigits: 1, maximumFractionDigits: 1) }
picture-expectations-caption = The picture shows how important each element is to people, from 1 to 5, and how good it is now. Below: importance / now.
picture-legend-expectations = The dots are means from 1 to 5 of people who rated both, the lines their 95% intervals. The widest gap stands first; a small difference may be chance.
picture-legend-expectations-many = Each number is how far importance is above how good it is now, in points of the 1–5 scale; the darker, the wider. A dash: too few answers. A small difference may be chance.

## Behind a digest

verify-ask = Send the code of a digest after the command: { $example }
verify-unknown = There is no digest with the code { $code }. Is every letter and digit right?
verify-found = Digest { $code }: wave { $wave }, { $date }.
verify-final = Final digest of a closed wave.
verify-open = Digest of an open wave: provisional.
verify-instrument = Questionnaire: { $instrument }
verify-methods = Methods: { $methods }
verify-weights = Weights: every answer counts once. Where every group is large enough, a figure with equal weight to each group stands beside.
verify-more = Further cities: { $count }
verify-hash = Fingerprint of the data ({ $algorithm }): { $hash }
verify-how = Whoever has the exported data can recompute the figures and compare the fingerprint: { $command }
verify-limits = Answers that are given, changed or withdrawn after the digest change the data. The figures can then still be looked up, but no longer recomputed.
