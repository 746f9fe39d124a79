### The questionnaire. Wording is part of the measurement: change it only between waves.
### .question is what is asked, .short a short name for charts and lists (up to 26 characters), .report the name in reports.

instrument-smart-city-2025 = Readiness to become a smart city
    .short = Smart city, 2025

## Smart City Readiness Index

index-SCRI = Smart City Readiness Index
    .report = Smart City Readiness Index
    .short = Readiness

SCRI1 = Digital infrastructure
    .question = How do you rate the level of internet, 4G/5G coverage, Wi-Fi, smart sensors and digital platforms in your city?
    .short = Digital infrastructure

SCRI2 = Physical infrastructure
    .question = How do you rate the level of transport, energy, water supply, sewage and network renewal in your city?
    .short = Physical infrastructure

SCRI3 = Institutional readiness
    .question = How do you rate the level of readiness of the city authorities for digital work: smart city strategy, rules, digital procedures?
    .short = Institutional readiness

SCRI4 = Economic potential
    .question = How do you rate the level of economic potential in your city: digital business, start-ups, appeal to investors?
    .short = Economic potential

SCRI5 = Social inclusion and education
    .question = How do you rate the level of residents’ digital skills, IT education and access to digital services?
    .short = Inclusion and education

SCRI6 = Environmental sustainability
    .question = How do you rate the level of waste management, energy saving, green transport and air quality monitoring?
    .short = Environment

SCRI7 = Public–private partnership
    .question = How do you rate the level of business involvement in smart city projects, including joint projects with the state (PPP)?
    .short = Partnership (PPP)

## Stakeholder insights

index-SI = Stakeholder insights
    .report = Stakeholder insights
    .short = Stakeholders

SI1 = Interaction mechanisms
    .question = How do you rate the level of cooperation between the akimat, business and residents: councils, working groups, forums?
    .short = Interaction mechanisms

SI2 = Awareness and participation
    .question = How do you rate the level of residents’ awareness of smart city plans and part in decisions: online platforms, public hearings?
    .short = Awareness, participation

SI3 = Business involvement
    .question = How do you rate the level of business involvement in the projects: investment, technology, logistics?
    .short = Business involvement

SI4 = Universities and research
    .question = How do you rate the level of involvement of universities and research institutes in the scientific basis of the projects?
    .short = Universities and research

SI5 = International support
    .question = How do you rate the level of support from international organisations: UNDP, ADB, ITU and others?
    .short = International support

SI6 = Trust and transparency
    .question = How do you rate the level of trust that the projects will last and are open: clear news, results, open data?
    .short = Trust and transparency

SI7 = Feedback channels
    .question = How do you rate the level of feedback channels: are suggestions and opinions taken into account?
    .short = Feedback channels

SI8 = Shared goals
    .question = How do you rate the level of agreement and interest of all parties in the shared goals of the projects?
    .short = Shared goals

## Governance

index-GC = Governance
    .report = Governance readiness
    .short = Governance

GC1 = Division of roles
    .question = How do you rate the level of clarity in the division of roles and responsibilities between central and local bodies?
    .short = Division of roles

GC2 = Capacity of local government
    .question = How do you rate the level of local government’s capacity to run the projects: people, equipment, organisation?
    .short = Local government capacity

GC3 = Financing
    .question = How do you rate the level of access to steady funding for smart city projects?
    .short = Financing

GC4 = PPP mechanism
    .question = How do you rate the level of legal and practical ways to bring private business into the projects?
    .short = PPP mechanism

GC5 = Digital governance
    .question = How do you rate the level of use of open data, e-government and smart governance tools?
    .short = Digital governance

GC6 = Monitoring and accountability
    .question = How do you rate the level of project monitoring, evaluation of results and reporting?
    .short = Monitoring, accountability

GC7 = Legislation
    .question = How do you rate the level of clarity of the laws on smart cities, digital infrastructure and data security?
    .short = Legislation

GC8 = Political stability
    .question = How do you rate the level of long-term continuity and political support for current projects?
    .short = Political stability

## Scale (the screen puts the digit before the word)

scale-1 = Very low
scale-2 = Low
scale-3 = Medium
scale-4 = Good
scale-5 = High

## Groups: words on the button, name in reports, short name

group-officials = I work in local government
    .report = Local government officials
    .short = Officials
group-planners = I plan or design the city
    .report = Urban planners and architects
    .short = Planners
group-ict = I work in IT
    .report = ICT professionals
    .short = ICT
group-society = I am a resident or work in an NGO
    .report = Civil society representatives
    .short = Civil society
group-researchers = I do urban research
    .report = Urban planning researchers
    .short = Researchers

## Why there is no answer

missing-6 = The question was not asked
missing-7 = Not reached
missing-8 = Don’t know
missing-9 = Skipped
