### A further block. The text of a question is part of the measurement: it changes between waves only.

instrument-expectations-2022 = What you expect of the city
    .short = What you expect

section-expectations = Eight key elements
    .short = Importance and state

scale-importance-1 = Not important
scale-importance-2 = Slightly important
scale-importance-3 = Moderately important
scale-importance-4 = Important
scale-importance-5 = Very important

scale-performance-1 = Very poor
scale-performance-2 = Poor
scale-performance-3 = Fair
scale-performance-4 = Good
scale-performance-5 = Very good

EX1_importance = Education: importance
    .question = How important is this to you: kindergartens, schools, colleges, universities?
    .short = Education: importance

EX1_performance = Education: how good it is now
    .question = How good is this in your city now: kindergartens, schools, colleges, universities?
    .short = Education: now

EX2_importance = Healthcare: importance
    .question = How important is this to you: clinics, hospitals, ambulances?
    .short = Healthcare: importance

EX2_performance = Healthcare: how good it is now
    .question = How good is this in your city now: clinics, hospitals, ambulances?
    .short = Healthcare: now

EX3_importance = Transport: importance
    .question = How important is this to you: buses, roads, stops, parking?
    .short = Transport: importance

EX3_performance = Transport: how good it is now
    .question = How good is this in your city now: buses, roads, stops, parking?
    .short = Transport: now

EX4_importance = Urban administration: importance
    .question = How important is this to you: the work and services of the akimat?
    .short = Administration: importance

EX4_performance = Urban administration: how good it is now
    .question = How good is this in your city now: the work and services of the akimat?
    .short = Administration: now

EX5_importance = Economy and business: importance
    .question = How important is this to you: jobs, enterprise, investment?
    .short = Economy: importance

EX5_performance = Economy and business: how good it is now
    .question = How good is this in your city now: jobs, enterprise, investment?
    .short = Economy: now

EX6_importance = Security: importance
    .question = How important is this to you: safety in the streets, cameras, emergency services?
    .short = Security: importance

EX6_performance = Security: how good it is now
    .question = How good is this in your city now: safety in the streets, cameras, emergency services?
    .short = Security: now

EX7_importance = Ecology: importance
    .question = How important is this to you: air, water, waste, green areas?
    .short = Ecology: importance

EX7_performance = Ecology: how good it is now
    .question = How good is this in your city now: air, water, waste, green areas?
    .short = Ecology: now

EX8_importance = Housing and communal services: importance
    .question = How important is this to you: heating, water, light, houses and yards?
    .short = Housing: importance

EX8_performance = Housing and communal services: how good it is now
    .question = How good is this in your city now: heating, water, light, houses and yards?
    .short = Housing: now
