### A further block. The text of a question is part of the measurement: it changes between waves only.

instrument-problems-2022 = Seven problems of the smart city
    .short = Seven problems

section-problems = How serious the seven problems are
    .short = Problems

scale-severity-1 = Not a problem
scale-severity-2 = A small problem
scale-severity-3 = A moderate problem
scale-severity-4 = A serious problem
scale-severity-5 = A critical problem

PR1 = Separate projects
    .question = City systems and smart projects are not joined up, because the city is still run by orders from above. How serious is this?
    .short = Separate projects

PR2 = Residents and planning
    .question = Few residents take part in planning, although a participatory budget has been possible since 2018. How serious is this?
    .short = Part in planning

PR3 = Risks and effects
    .question = When smart technologies are introduced, risks are not managed and effects are not assessed. How serious is this?
    .short = Risks and effects

PR4 = Open finances
    .question = The flows of money linked to smart technologies are not open to view. How serious is this?
    .short = Open finances

PR5 = Powers and resources
    .question = Powers and resources in running the city are still shared out in an outdated way. How serious is this?
    .short = Powers and resources

PR6 = Channels and hearings
    .question = Few people take part: digital channels are weak, hearings and local self-government are a formality. How serious is this?
    .short = Channels and hearings

PR7 = Knowledge and experience
    .question = Information, knowledge and experience of smart city technologies are out of reach, but for project reports. How serious is this?
    .short = Knowledge, experience
