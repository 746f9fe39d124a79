### What may be said of the results. Each sentence claims only what the rules in scoring/sentences.py allow.

## Headings

sentence-part-status = Where the wave stands
sentence-part-levels = Levels
sentence-part-strengths = Strengths
sentence-part-weaknesses = Weaknesses
sentence-part-opportunities = Opportunities for improvement
sentence-part-changes = What has changed
sentence-part-comparison = Cities side by side
sentence-part-unsaid = What we cannot say yet
sentence-part-views = Whose view it is
sentence-part-quality = Quality of the data
sentence-part-notes = How to read this

## Levels in the middle of a sentence; .between after “between”

sentence-level-1 = very low
    .between = very low
sentence-level-2 = low
    .between = low
sentence-level-3 = medium
    .between = medium
sentence-level-4 = good
    .between = good
sentence-level-5 = high
    .between = high
sentence-item = “{ $name }”

## One city

sentence-provisional = The wave is still open: these results are provisional, so nothing is compared yet.
sentence-level = { $city }, “{ $index }”: the level is { $level }.
sentence-level-between = { $city }, “{ $index }”: the level is between { $from } and { $to }.
sentence-strengths = { $city }, “{ $index }”: rated clearly above the rest: { $items }.
sentence-even = { $city }, “{ $index }”: no item stands out above the rest.
sentence-even-many = No item stands out above the rest: { $places }.
sentence-place = { $city } ({ $indices })
sentence-weaknesses = Rated low or very low in { $city }: { $items }.
sentence-weaknesses-many = Rated low or very low in { $cities }: { $items }.
sentence-common-weaknesses = Rated low or very low in every city: { $items }.
sentence-opportunities = Worth attention in { $city }: { $items }. The ratings here are among the lowest.

## Waves

sentence-rose = { $city }, “{ $index }”: { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points higher than in the last wave (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-fell = { $city }, “{ $index }”: { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points lower than in the last wave (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-unchanged = { $city }, “{ $index }”: no clear change since the last wave.
sentence-unchanged-many = No clear change since the last wave: { $places }.
sentence-composition = { $city }, “{ $index }”: the change may reflect who answered. With equal weight to every group it points the other way.

## Cities

sentence-higher = “{ $index }”: { $first } is rated { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points higher than { $second } (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
sentence-higher-many = “{ $index }”: higher in { $cities } than in { $others } (differences { NUMBER($least, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($most, minimumFractionDigits: 1, maximumFractionDigits: 1) } points).
sentence-order = “{ $index }”, from the highest rating: { $cities }. Each city differs clearly from the next.
sentence-alike = “{ $index }”: no clear difference between { $cities }.
sentence-alike-totals = “{ $index }”: no clear difference between { $cities }, although the rounded totals are { $totals }.
sentence-reversed = “{ $index }”: by the rounded total { $first } ({ $total }) is below { $second } ({ $other }), but above it without rounding.
sentence-few = Too few answers to compare with other cities: { $cities }.

## Groups

sentence-dominant = { $city }: { $percent }% of the answers come from one group, “{ $group }”.
sentence-equal = { $city }, “{ $index }” on a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } by all answers, { NUMBER($equal, minimumFractionDigits: 1, maximumFractionDigits: 1) } with equal weight to every group.
sentence-equal-differs = { $city }, “{ $index }” on a 0–100 scale: { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } by all answers, { NUMBER($equal, minimumFractionDigits: 1, maximumFractionDigits: 1) } with equal weight to every group. The two differ.
sentence-equal-none = { $cities }: no figure with equal weight to every group, as too few answered in: { $groups }.

## Quality of the data

sentence-unknown = { $city }: over { $percent }% found it hard to say about: { $items }.
sentence-split = { $city }: opinions are furthest apart on: { $items }.

## Notes

sentence-percent = The percent is of the highest possible score; the lowest possible is 20%.
sentence-comparisons =
    { $count ->
        [one] { $count } comparison was made; the conclusions allow for it.
       *[other] { $count } comparisons were made; the conclusions allow for that many.
    }
