### Cities and regions

city-shu = Shu
    .region = { region-jambyl }
city-ayagoz = Ayagoz
    .region = { region-abai }
city-shalkar = Shalkar
    .region = { region-aktobe }
city-almaty = Almaty
    .region = city of republican significance
city-astana = Astana
    .region = capital
city-shymkent = Shymkent
    .region = city of republican significance
city-pavlodar = Pavlodar
    .region = { region-pavlodar }
city-aktobe = Aktobe
    .region = { region-aktobe }

region-abai = Abai Region
region-akmola = Akmola Region
region-aktobe = Aktobe Region
region-almaty = Almaty Region
region-atyrau = Atyrau Region
region-east = East Kazakhstan Region
region-jambyl = Zhambyl Region
region-jetisu = Zhetisu Region
region-karaganda = Karaganda Region
region-kostanay = Kostanay Region
region-kyzylorda = Kyzylorda Region
region-mangystau = Mangystau Region
region-north = North Kazakhstan Region
region-pavlodar = Pavlodar Region
region-turkistan = Turkistan Region
region-ulytau = Ulytau Region
region-west = West Kazakhstan Region
