### Қалалар мен облыстар

city-shu = Шу
    .region = { region-jambyl }
city-ayagoz = Аягөз
    .region = { region-abai }
city-shalkar = Шалқар
    .region = { region-aktobe }
city-almaty = Алматы
    .region = республикалық маңызы бар қала
city-astana = Астана
    .region = елорда
city-shymkent = Шымкент
    .region = республикалық маңызы бар қала
city-pavlodar = Павлодар
    .region = { region-pavlodar }
city-aktobe = Ақтөбе
    .region = { region-aktobe }

region-abai = Абай облысы
region-akmola = Ақмола облысы
region-aktobe = Ақтөбе облысы
region-almaty = Алматы облысы
region-atyrau = Атырау облысы
region-east = Шығыс Қазақстан облысы
region-jambyl = Жамбыл облысы
region-jetisu = Жетісу облысы
region-karaganda = Қарағанды облысы
region-kostanay = Қостанай облысы
region-kyzylorda = Қызылорда облысы
region-mangystau = Маңғыстау облысы
region-north = Солтүстік Қазақстан облысы
region-pavlodar = Павлодар облысы
region-turkistan = Түркістан облысы
region-ulytau = Ұлытау облысы
region-west = Батыс Қазақстан облысы
