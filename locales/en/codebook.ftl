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

## Values

codebook-status-complete = Complete
codebook-status-partial = Partial
codebook-level-index = By index
codebook-level-item = By item
codebook-group-all = All groups
codebook-language-kk = Kazakh
codebook-language-ru = Russian
codebook-language-en = English
codebook-suppressed-true = Hidden
codebook-suppressed-false = Shown

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
