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
