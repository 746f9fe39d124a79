### Города и области

city-shu = Шу
    .region = { region-jambyl }
city-ayagoz = Аягоз
    .region = { region-abai }
city-shalkar = Шалкар
    .region = { region-aktobe }
city-almaty = Алматы
    .region = город республиканского значения
city-astana = Астана
    .region = столица
city-shymkent = Шымкент
    .region = город республиканского значения
city-pavlodar = Павлодар
    .region = { region-pavlodar }
city-aktobe = Актобе
    .region = { region-aktobe }

region-abai = область Абай
region-akmola = Акмолинская область
region-aktobe = Актюбинская область
region-almaty = Алматинская область
region-atyrau = Атырауская область
region-east = Восточно-Казахстанская область
region-jambyl = Жамбылская область
region-jetisu = область Жетісу
region-karaganda = Карагандинская область
region-kostanay = Костанайская область
region-kyzylorda = Кызылординская область
region-mangystau = Мангистауская область
region-north = Северо-Казахстанская область
region-pavlodar = Павлодарская область
region-turkistan = Туркестанская область
region-ulytau = область Ұлытау
region-west = Западно-Казахстанская область
