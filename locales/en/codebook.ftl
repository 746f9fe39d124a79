### The words of the codebook and of the tables.

codebook-respondent_id = Respondent’s pseudonym
codebook-response_id = Response’s pseudonym
codebook-wave = Wave of the survey
codebook-city = City that is rated
codebook-stakeholder_group = Stakeholder group
codebook-language = Language in which the question was shown
codebook-status = Whether the questionnaire was filled in to the end
codebook-started_on = Day of the start
codebook-completed_on = Day of sending
codebook-instrument = Name and version of the questionnaire
codebook-item = Code of the item
codebook-value = Code of the answer
codebook-level = What the row is about: an index or an item
codebook-id = Code of the index or item
codebook-method_paper = Method of the paper
codebook-method_index = Precise method
codebook-n = How many people gave a rating
codebook-suppressed = Whether the ratings are hidden because there are few people
codebook-total = Total score by the method of the paper
codebook-maximum = Highest possible score
codebook-percent = Percent of the highest score by the method of the paper
codebook-total_unrounded = Total score, unrounded
codebook-percent_of_maximum = Percent, unrounded, from 20 to 100
codebook-index = Value on a 0–100 scale
codebook-low = Lower end of the uncertainty interval (95%)
codebook-high = Upper end of the uncertainty interval (95%)
codebook-statistic = What was computed
codebook-method = How: the method’s code
codebook-first = First side: a city, group, language or wave; otherwise none
codebook-second = Second side of a comparison
codebook-n_second = How many people on the second side
codebook-estimate = Result; a difference is the first side less the second
codebook-interval-low = Lower end of the result’s 95% interval
codebook-interval-high = Upper end of the result’s 95% interval
codebook-p = p value
codebook-p_holm = p value corrected for the number of comparisons (Holm)
codebook-clear = May it be called a difference: p below 0.05, 5 points or more
codebook-note_id = Number of the note
codebook-subject = Code of the item or indicator that a document tells of
codebook-dated = Day of the document
codebook-title = Title of the document
codebook-shows = What the document shows
codebook-link = Link to the document
codebook-file_name = Name of the attached file
codebook-sha256 = Checksum of the attached file
codebook-noted_by = Who noted it
codebook-noted_on = Day of the note

## Values

codebook-ordinal = Number of the message
codebook-kind = Kind of the message
codebook-seconds = Length of the voice message, seconds
codebook-voice = Name of the voice file
codebook-text = The written words
codebook-chosen-0 = Not chosen
codebook-chosen-1 = Chosen
codebook-kind-text = In writing
codebook-kind-voice = By voice
codebook-status-complete = Complete
codebook-status-partial = Partial
codebook-level-index = By index
codebook-level-item = By item
codebook-group-all = All groups
codebook-group-technical = Urban planners, architects and ICT professionals
codebook-withheld = Withheld so that nobody can be recognised
codebook-language-kk = Kazakh
codebook-language-ru = Russian
codebook-language-en = English
codebook-suppressed-true = Hidden
codebook-suppressed-false = Shown
codebook-clear-true = Clear
codebook-clear-false = Not clear
codebook-city-all = All cities
codebook-statistic-alpha = Cronbach’s alpha with Feldt’s interval
codebook-statistic-alpha_without = Alpha without this item
codebook-statistic-rest = Correlation of the item with the sum of the others
codebook-statistic-deviation = Agreement: mean deviation from the mean rating
codebook-statistic-equal = Index with equal weight for every group, 0–100
codebook-statistic-kruskal = Kruskal–Wallis test of the groups, or of the cities
codebook-statistic-epsilon_squared = Size of these differences, epsilon squared
codebook-statistic-dunn = Dunn’s comparison of two groups, z
codebook-statistic-difference = Difference of two cities’ indices in points
codebook-statistic-delta = Cliff’s delta of two cities, p of Mann and Whitney
codebook-statistic-signed_ranks = Wilcoxon’s signed ranks of people who rated both cities
codebook-statistic-dominance = Share who rated the first city higher, less those lower
codebook-statistic-effect = Mean difference over its standard deviation, same people
codebook-statistic-trend = Change of an index between two waves in points
codebook-statistic-trend_equal = The same change with equal weight for every group
codebook-statistic-language = Difference of an item’s mean rating between two languages

## Tables

tables-sample = Sample
tables-indices = Indices
tables-codebook = Codebook
tables-item = Dimension
tables-total = Total score (max. { $maximum })
tables-percent = Level, percent of the highest score
tables-people = People who answered
tables-all = All
tables-share = Share, in percent
tables-few = Too few answers: ratings are not shown

## README.md of an export

readme-title = Saualnama, data of { $date }
readme-intro = Ratings of cities by the people who live and work there, given to a Telegram bot. A row is a response. No name, number or message of anybody is in these files.

readme-files = Files
readme-file-responses = the responses, a row each, a column an item
readme-file-answers = the same answers, a row each
readme-file-indices = the indices and items by city and group
readme-file-notes = what documents show; in no score
readme-file-codebook = every column, with its question and its codes in three languages
readme-file-ddi = the same for archives, { $standard }
readme-file-tables = the tables for Excel
readme-file-datapackage = a description for programs
readme-file-sav = the responses for { $program }
readme-file-dta = the responses for { $program }
readme-file-digests = posted digests: figures and fingerprints of their data
readme-file-statistics = reliability, agreement, and what was compared: groups, cities, waves, languages
readme-file-recompute = computes the indices anew
readme-file-block = answers to a further block: a row a response
readme-file-open_answers = answers to open questions, a row a message
readme-file-manifest = checksums of all files, methods, protection
readme-labels = In { $spss } non-answers are user-missing values; in { $stata } they are the letters { $letters }. In { $parquet } a second column beside each item says why there is no rating.

readme-about = About this survey
readme-conductor = Conducted by: { $operator }. Contact: { $contact }.
readme-instrument = Questionnaire: { $names }. Every question stands in the codebook, word for word.
readme-population = Who is asked: adults connected with the city, in five stakeholder groups.
readme-selection = Selection: an open link and invitations. People decide for themselves to take part; it is not a random sample. The bot offers no reward.
readme-mode = Mode: each person answers alone in Telegram, in Kazakh, Russian or English.
readme-wave = Wave { $name }: from { $begun } to { $ended }.
readme-wave-open = Wave { $name }: since { $begun }, not closed yet.
readme-precision = Precision: the intervals show how far the ratings spread, as if those who answered stood for their group. They are not a margin of sampling error.
readme-weights = Weights: none. Every response counts the same.
readme-processing = Checks: the bot takes only answers that a question offers, and one response per person, city and wave. No answer was corrected or filled in.
readme-limits = Limits: people without Telegram are not reached, and the groups differ in size. A rating is an opinion, not a measurement.

readme-sample = Responses by group and city

readme-outcomes = What became of the questionnaires
readme-outcomes-text = By the definitions of { $aapor }: complete with at least 80% of the items answered, partial with 50–79%, otherwise a break-off. “Don’t know” is an answer, a skipped item is not. The first four rows are about the whole record, the others about this export.
readme-outcome-starts = Started the bot
readme-outcome-agreed = Agreed to take part
readme-outcome-declined = Declined
readme-outcome-withdrawn = Responses withdrawn, not in these data
readme-outcome-begun = Responses begun
readme-outcome-complete = Complete
readme-outcome-partial = Partial
readme-outcome-break-off = Break-off
readme-outcome-consented = Complete, compared with those who agreed
readme-outcome-minutes = Median time of a complete response, minutes
readme-no-rate = The link is open, so nobody knows how many people were invited: there is no response rate.

readme-method = Method
readme-method-paper = { $method }: the mean of each item is rounded half up, the scores are added and divided by the highest possible total, as in the paper of 2025. The lowest possible value is 20%.
readme-method-index = { $method }: the mean of the unrounded item means, from 0 to 100, with a 95% interval.
readme-compared = { $table } holds what was tested, with the number of people, interval and p value; small groups are left out as in the indices. Two cities that the same people rated are compared within these people. Of more than { $cities } cities all are compared at once only.
readme-missing = { $unknown } is “don’t know”, { $skipped } skipped, { $unreached } not reached. None of them counts as a rating.
readme-small = Ratings of fewer than { $minimum } people are not shown, nor is anything from which they could be worked out.

readme-protection = Protection
readme-internal = Full detail, for the team only. The fewest responses with the same city, group, language and days: { $k }. Agree on terms before the files leave the house.
readme-shared = For sharing: any combination of city, group, language and time has at least { $minimum } responses. Fewest in the record: { $before }, in these files: { $after }.
readme-technical = Planners, architects and ICT professionals are one group where they are few. Responses: { $rows }.
readme-groups = The group is withheld where few belong to it. Responses: { $rows }.
readme-languages = The language is withheld where few used it, or where it was changed on the way. Responses: { $rows }.
readme-times = The month is empty where few answered in it. Responses: { $rows }.
readme-left-out = Cities with too few responses are left out. Responses: { $rows }.
readme-months = Days have become months: a day would tell who it was.
readme-unlinked = Every response has a respondent id of its own: joined, a person’s responses would tell who it is, or what one of them withholds.
readme-nothing = Nothing had to be withheld.

readme-recompute = Recompute
readme-recompute-text = Either script computes the indices from { $answers } and compares them with { $indices }. It ends with an error if a figure differs.
readme-verify = To check a digest that was posted, give its code. It agrees as long as no answer was given, changed or withdrawn since.

readme-cite = How to cite
readme-cite-text = Please cite both papers and this data set.
