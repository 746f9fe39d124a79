### What people expect, which problems they see, and what plans and ratings count. Each sentence claims only what scoring/balance/said.py allows.
### .inside is a name in the middle of a sentence.

## Headings

sentence-part-expectations = What people expect
sentence-part-problems = Problems
sentence-part-documents = Plans and indicators

## The eight key elements

element-education = Education
    .inside = education
element-healthcare = Healthcare
    .inside = healthcare
element-transport = Transport
    .inside = transport
element-urban_administration = Urban administration
    .inside = urban administration
element-economy_business = Economy and business
    .inside = economy and business
element-security = Security
    .inside = security
element-ecology = Ecology
    .inside = ecology
element-housing_communal = Housing and communal services
    .inside = housing and communal services

## The seven problems

problem-P1 = City systems and smart city projects are not joined up
    .quoted = “{ problem-P1 }”
problem-P2 = Residents take little part in planning
    .quoted = “{ problem-P2 }”
problem-P3 = Risks and effects of smart technologies are not assessed
    .quoted = “{ problem-P3 }”
problem-P4 = It is not open where the money of smart technologies goes
    .quoted = “{ problem-P4 }”
problem-P5 = Powers and resources are shared out in an outdated way
    .quoted = “{ problem-P5 }”
problem-P6 = Digital channels are weak, public hearings a formality
    .quoted = “{ problem-P6 }”
problem-P7 = Knowledge of smart city technologies is hard to come by
    .quoted = “{ problem-P7 }”

## Areas of the 2020 rating

area-health = Health
    .inside = health
area-education = Education
    .inside = education
area-security = Safety
    .inside = safety
area-transport = Transport
    .inside = transport
area-social_sphere = Social sphere
    .inside = social sphere
area-ecology = Environment
    .inside = environment
area-business_tourism = Business and tourism
    .inside = business and tourism
area-business = Business
    .inside = business
area-tourism = Tourism
    .inside = tourism
area-utilities = Utilities
    .inside = utilities
area-construction = Construction
    .inside = construction
area-agriculture = Agriculture
    .inside = agriculture
area-ict = ICT
    .inside = ICT

## Sides that are compared

side-technology = Technology
    .inside = technology
side-social = Social side
    .inside = the social side
side-infrastructure = Infrastructure
    .inside = infrastructure
side-participation = Residents’ participation
    .inside = residents’ participation

## Importance and performance

quadrant-attention = Important and not good
quadrant-strength = Important and good
quadrant-secondary = Less important and not good
quadrant-surplus = Less important and good
quadrant-unassigned = Too close to a line

balance-gap-more = { $city }: importance is clearly above how good it is now: { $elements }.
balance-gap-less = { $city }: how good it is now is clearly above importance: { $elements }.
balance-gap-none = { $city }: no clear gap between importance and how good it is now: { $elements }.
balance-quadrant-attention =
    { $city }, { $lines ->
        [means] against the average of all elements
       *[middle] against the middle of the scale
    }: important and not good: { $elements }.
balance-quadrant-strength =
    { $city }, { $lines ->
        [means] against the average of all elements
       *[middle] against the middle of the scale
    }: important and good: { $elements }.
balance-quadrant-secondary =
    { $city }, { $lines ->
        [means] against the average of all elements
       *[middle] against the middle of the scale
    }: less important and not good: { $elements }.
balance-quadrant-surplus =
    { $city }, { $lines ->
        [means] against the average of all elements
       *[middle] against the middle of the scale
    }: less important and good: { $elements }.
balance-quadrant-unassigned =
    { $city }, { $lines ->
        [means] against the average of all elements
       *[middle] against the middle of the scale
    }: too close to a line to be placed: { $elements }.

## Groups

balance-groups-differ = { $city }, { $element }: clearly more important to “{ $group }” than to “{ $other_group }”.
balance-groups-alike = { $city }: no clear difference between groups in what is important to them.
balance-groups-few = { $city }: too few answers in the groups to compare what is important to them.

## Problems

balance-problems-graver = { $city }: rated graver: { $graver }. Rated clearly less grave: { $lesser }.
balance-problems-alike = { $city }: no clear order among { $problems }.
balance-problems-order = { $city }: agreement on the order of the problems is { NUMBER($w, minimumFractionDigits: 2, maximumFractionDigits: 2) }, where 0 is none and 1 is full.
balance-problems-no-order = { $city }: people do not share an order of the problems.
balance-problems-source = The list of problems was drawn up for large cities. Two of them, on residents’ participation, overlap.

## Ratings of two sides

balance-performance-higher = { $city }: { $side } is rated { NUMBER($points, minimumFractionDigits: 1, maximumFractionDigits: 1) } points higher than { $other_side } (interval { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }–{ NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }).
balance-performance-alike = { $city }: no clear difference between the ratings of { $side } and { $other_side }.
balance-performance-note = The comparison of two sides is about ratings. It does not show what plans and indicators lay weight on.

## Plans and indicators

balance-coverage = Of { $declared } declared elements, { $covered } are covered by the areas that are monitored.
balance-coverage-not-monitored = Declared and not monitored: { $elements }.
balance-coverage-not-declared = Monitored and not declared: { $areas }.
balance-coverage-readings = Which area covers which element can be read in several ways. By the { $count } readings tried, the two lists coincide to { NUMBER($low, maximumFractionDigits: 0) }–{ NUMBER($high, maximumFractionDigits: 0) }%.
balance-emphasis-focus = Of { $count } indicators on which the coders agree, { $one } are about technology and { $other } about the social side.
balance-emphasis-focus-open = The coders do not agree enough on what is about technology and what about the social side: no shares yet.
balance-emphasis-focus-tentative = The shares of technology and of the social side are tentative: the coders agree only roughly.
balance-emphasis-approach = Of { $count } indicators on which the coders agree, { $one } are about infrastructure and { $other } about residents’ participation.
balance-emphasis-approach-open = The coders do not agree enough on what is about infrastructure and what about participation: no shares yet.
balance-emphasis-approach-tentative = The shares of infrastructure and of participation are tentative: the coders agree only roughly.
balance-technology-share = Indicators of technology use are at most { NUMBER($inside, minimumFractionDigits: 1, maximumFractionDigits: 1) }% of the 2020 rating if they are among its indicators, at most { NUMBER($beside, minimumFractionDigits: 1, maximumFractionDigits: 1) }% if they stand beside them.

## Cities as the 2025 paper prints them

town-population = Population: about { $low }–{ $high } thousand, as printed.
town-doubtful = The printed population looks like that of the district, not of the town.
town-shu =
    .role = Railway logistics and farming
    .economy = Farming and a transport hub, one of the important railway junctions
    .issues = Worn-out city infrastructure, little use of digital technology
    .priorities = Digital farming and transport logistics
town-ayagoz =
    .role = Railway and military town
    .economy = Railway hub, services for the military, small trade, farming
    .issues = One-sided economy, people moving away, weak digital infrastructure
    .priorities = Military and civil security
town-shalkar =
    .role = Railway and transit services
    .economy = Railway transport, with logistics and services
    .issues = Worn-out infrastructure, young people leaving for large cities, few digital services
    .priorities = Automated public services, better transport routes

## Notes of evidence

note-help =
    Note what a document shows. Send one message, or a file with this as its caption:

    /note { $example }
    Title of the document
    Link to the document
    What it shows

    The first line holds the city, the item or indicator, and the day of the document.
note-kept = Note { $number } is kept. It stands beside the ratings and changes no score.
note-lacks = The note is not kept yet. Please add or correct:
note-fault-city = the city in the first line
note-fault-subject = the code of an item or indicator in the first line
note-fault-dated = the day, as in 2025-05-20
note-fault-title = the title: one line, 300 characters at most
note-fault-shows = what the document shows: 2000 characters at most
note-fault-link = the link: 500 characters at most
note-fault-file = a shorter name for the file
note-fault-source = a link, or a file with the note as its caption
