### The report: a page and a PDF for a meeting.

report-title = Smart city readiness: report on the survey
report-fieldwork = Who answered
report-indices = Results by city
report-towns = The cities, as the 2025 paper prints them
report-evidence = What documents show
report-verify = How to check this report

## Tables

report-city = City
report-group = Group
report-wanted = Wanted
report-people = People
report-total = Score
report-percent = Percent
report-index = 0–100
report-interval = Interval, 95%
report-floor = Score and percent are counted as in the 2025 paper: of the highest possible, and the lowest possible is 20%. The scale 0–100 is the precise figure. A dash: too few answers.
report-items = The rounded score from 1 to 5, with the unrounded mean in brackets. A dash: too few answers.
report-views = { $index }: how each group rates its city, from 0 to 100
report-expectations = { $city }: importance and how good it is now, from 1 to 5
report-element = Element
report-importance = Importance
report-now = Now
report-gap = Gap
report-quadrant = Place
report-expectations-note = In brackets: 95% intervals. The gap is importance less how good it is now, within people. Balance: 1 if the element matters alike to all groups, 0 if it could not be further apart. A dash: too few answers, or a figure that would give few people away. Place: against the middle of the scale, 3; a point whose interval touches it has none.
report-importance-groups = { $city }: how important each element is to each group, from 1 to 5
report-balance = Balance, 0–1
report-problems = { $city }: how grave people find the problems, from 1 to 5
report-problem = Problem
report-severity = Mean (interval, 95%)
report-top = Rated 4 or 5

## Interviews

report-interviews = What practitioners say
report-interviews-about =
    { $people ->
        [one] { $people } person answered open questions in words or by voice.
       *[other] { $people } people answered open questions in words or by voice.
    } { $sentences ->
        [one] { $sentences } sentence was marked with themes,
       *[other] { $sentences } sentences were marked with themes,
    } each by at least two coders, who did not see each other’s marks. Coders: { $coders }.
report-themes = Themes of the interviews
report-theme = Theme
report-alpha = Alpha
report-trust = Agreement
report-alpha-value = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
report-trust-good = good
report-trust-tentative = tentative
report-trust-poor = too little
report-trust-undefined = cannot be said
report-themes-note = People: whose answer has a sentence that all its coders put under the theme. Alpha: Krippendorff’s, by sentences; from 0.67 it is tentative, from 0.80 good. A dash: fewer than { $minimum } people, or coders who agree too little. A theme that few raise is no less important for it.
report-interviews-held = What is told of interviews changes only where it is of at least { $minimum } more people, and once when the wave is closed: two reports do not tell what one person said.
report-quoted = Quoted with permission, “{ $theme }”:
report-quotation = “{ $text }” — { $group }, { $city }

## Beside the ratings

report-facet = About
report-told = In the paper
report-role = Role
report-economy = Economy
report-issues = Difficulties
report-priorities = Priorities
report-source = Source: { $source }, { $date }
report-evidence-about = These notes stand beside the ratings and count in no score.
report-note = { $city }, “{ $subject }”, { $date }: { $shows }
report-note-source = (Source: { $source })
