### The digest and the picture for the coordinators' channel.

digest-heading = Digest
digest-about = Wave { $wave } · { $date }
digest-part = Digest, part { $number } of { $total }

## Who answered

digest-sample = Questionnaires collected: { $count }
digest-profile = By group: { $profile }
digest-group = { $count } — { $name }
digest-finished = Filled in to the end: { $count }
digest-first = This is the first digest, so there is nothing to compare with yet.
digest-empty = No answers yet. As soon as the first ones arrive, the results will appear here.
digest-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }

## City

digest-few = There are too few answers to show the result.
digest-provisional = Provisional result: there are not many answers yet.
digest-held = The ratings are those of the last digest: few people have joined or left since then.
digest-percent = { $percent }%
digest-figure = { $name }: { $percent }%
digest-figure-few = { $name }: too few answers so far
digest-total = { $total } out of { $maximum }
digest-index = On a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
digest-index-interval = On a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-rise = ▲ Since the last digest: +{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points, percent { $percent }
digest-fall = ▼ Since the last digest: −{ NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points, percent { $percent }
digest-same = No change since the last digest.
digest-new = This city’s ratings are shown for the first time.
digest-strongest = Rated highest: { $items }
digest-weakest = Rated lowest: { $items }
digest-item = { $name } ({ NUMBER($mean, minimumFractionDigits: 1, maximumFractionDigits: 1) })
digest-level = The ratings are even: no item stands out.

## At the end

digest-note-percent = The percent is of the highest possible score, so it is never below 20%. The 0–100 scale begins at 0.
digest-note-interval = The interval (95%) shows how precise the figure is. A small change may be chance.
digest-note-sample = People chose for themselves whether to answer: the result shows the view of those who did, not of the whole city.

## Picture

picture-heading = Smart city readiness

picture-caption = The picture shows the cities’ results as a percent of the highest possible score.
picture-figure = { $name } { $percent }%
picture-city = { $city }, { $people }: { $figures }
picture-more =
    { $count ->
        [one] { $count } more city is in the picture.
       *[other] { $count } more cities are in the picture.
    }
picture-items = { $name }: by item
picture-scale = Rating: 1 — { $lowest }, 5 — { $highest }
picture-legend = The bar and the large number are the percent of the highest possible score (20 to 100). The dot with a line is the unrounded figure with its 95% interval.
picture-legend-many = The numbers are percent of the highest possible score (20 to 100). A dash: too few answers so far.
picture-count = People
picture-few = Too few answers
