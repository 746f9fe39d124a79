### A further block. The text of a question is part of the measurement: it changes between waves only.

instrument-interview-2022 = Interview for practitioners
    .short = Interview

section-decisions = Decisions and goals
    .short = Decisions

section-plans = Plans and projects
    .short = Plans

section-residents = The part of residents
    .short = Residents

section-rating = The rating and experience
    .short = The rating

section-quotation = Quoting you
    .short = Quoting you

IV1 = Your part
    .question = What part do you have in the plans for the city’s development?
    .short = Your part
IV1-decide = I make decisions
IV1-prepare = I prepare plans
IV1-advise = I advise
IV1-none = No direct part

IV2 = How it is decided
    .question = How are decisions about the city’s development prepared and made? Who has the last word?
    .short = How it is decided

IV3 = Goals
    .question = Which goals of digital development matter most for your city? Why these?
    .short = Goals

IV4 = An approved plan
    .question = Is there an approved smart city plan or programme in your city?
    .short = An approved plan
IV4-yes = Yes, there is
IV4-no = No
IV4-unsure = I am not sure

IV5 = Projects of the plan
    .question = Which projects of this plan work, and which do not? Why?
    .short = Projects of the plan

IV6 = Projects without a plan
    .question = Without such a plan, how are projects chosen, and who runs them?
    .short = Projects without a plan

IV7 = Conditions and obstacles
    .question = What helps the projects and what stands in the way: people, money, laws, equipment, data?
    .short = Conditions, obstacles

IV8 = Ways to take part
    .question = In which ways can residents of your city take part in planning?
    .short = Ways to take part
IV8-hearings = Public hearings
IV8-budget = Participatory budget
IV8-councils = Public councils
IV8-online = Online platforms
IV8-appeals = Appeals and complaints

IV9 = What came of it
    .question = What has changed because of residents’ proposals? Give one example.
    .short = What came of it

IV10 = Indicators of the rating
    .question = The smart city rating has more than 110 indicators. Which are useful, what is missing, what would you drop?
    .short = Rating indicators

IV11 = Years of work
    .question = How many years have you worked on the development of cities?
    .short = Years of work

IV12 = Anything else
    .question = What else matters that we have not asked about?
    .short = Anything else

IV13 = Quoting you
    .question = May we publish sentences of your answers word for word, with your city and group, without name or post? Never your voice.
    .short = Quoting you
IV13-yes = Yes, you may quote me
IV13-no = No, do not quote me
