"""The two papers that the survey rests on, as they are cited."""

PAPERS = (
    (
        "Turdanova M.S., Muzdybayeva K.K., Dogan M. (2025). Analysis of the potential for "
        "developing “small smart cities” in Kazakhstan: the case of the Shu, Ayagoz and Shalkar "
        "cities."
    ),
    (
        "Mendybayev B., Burbayeva P., Otar E., Zhupankhan A. (2022). Balancing Smart City "
        "stakeholders’ expectations: case of Kazakhstani cities. "
        "https://doi.org/10.52123/1994-2370-2022-579"
    ),
)
