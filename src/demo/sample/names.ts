/** Parts of names, addresses and other data of one region. */
export interface Region {
  country: number;
  city: string;
  postal: string;
  currency: number;
  language: number;
  dial: string;
  streets: string[];
  /** Company names, to which an ending is added. */
  companies: string[];
  endings: string[];
  first: string[];
  last: string[];
}

const split = (text: string): string[] => text.split('|');

/** Regions of the sample data, in several scripts and directions. */
export const REGIONS: readonly Region[] = [
  {
    ...{ country: 840, city: 'Portland', postal: '97205', currency: 1, language: 1, dial: '+1 503' },
    streets: split('Main St|Alder Street|NW 23rd Avenue|Burnside Rd'),
    companies: split(
      'Cedar & Stone|Northwind Coffee|Blue Heron Studio|Quiet River Press|Salt Lamp|Harbor Light|Ridgeline',
    ),
    endings: split(' LLC| Inc.| Co-op| Partners|'),
    first: split('Grace|Noah|Priya|Marcus|Elena|Theo'),
    last: split("Walker|O'Brien|Nguyen|Ramirez|Stone|McAllister"),
  },
  {
    ...{ country: 276, city: 'Hamburg', postal: '20457', currency: 3, language: 3, dial: '+49 40' },
    streets: split('Am Kai|Schillerstraße|Große Bleichen|Mühlenweg'),
    companies: split(
      'Hafenbäckerei Müller|Elbtischlerei|Kontor Süd|Uhrenmanufaktur Groß|Fördetechnik|Blumen Jäger',
    ),
    endings: split(' GmbH| GmbH & Co. KG| e.K.| AG|'),
    first: split('Ines|Jürgen|Käthe|Malte|Sören|Antje'),
    last: split('Falk|Weiß|Schröder|von der Heydt|Öztürk|Groß'),
  },
  {
    ...{ country: 250, city: 'Lyon', postal: '69002', currency: 3, language: 4, dial: '+33 4' },
    streets: split('Rue de la République|Quai Saint-Antoine|Avenue Foch'),
    companies: split('Boulangerie Étoile|Atelier Çà et Là|Librairie L’Été|Garage Lefèvre|Éclat de Verre'),
    endings: split(' SARL| SAS| & Fils|'),
    first: split('Zoé|François|Hélène|Aurélien|Maëlle'),
    last: split('Lefèvre|Dupré|d’Arcy|Noël|Garçon'),
  },
  {
    ...{ country: 392, city: '東京', postal: '150-0001', currency: 45, language: 10, dial: '+81 3' },
    streets: split('神宮前|渋谷区桜丘町|青山通り'),
    companies: split('日本商事|山田製作所|東京デザイン工房|さくら珈琲|株式会社みらい'),
    endings: split('株式会社|合同会社|'),
    first: split('花子|太郎|健一|美咲'),
    last: split('山田|佐藤|鈴木|渡辺'),
  },
  {
    ...{ country: 784, city: 'دبي', postal: '', currency: 25, language: 30, dial: '+971 4' },
    streets: split('شارع الشيخ زايد|شارع الرقة'),
    companies: split('شركة النخيل للتجارة|مؤسسة البحر الأزرق|مكتبة الواحة'),
    endings: split(' ش.م.م| ذ.م.م|'),
    first: split('فاطمة|محمد|ليلى|عمر'),
    last: split('الهاشمي|المنصوري|حداد'),
  },
  {
    ...{ country: 376, city: 'תל אביב', postal: '6688101', currency: 6, language: 37, dial: '+972 3' },
    streets: split('דיזנגוף|רוטשילד'),
    companies: split('מאפיית הנמל|סטודיו כחול|ספרי הגליל'),
    endings: split(' בע״מ|'),
    first: split('נועה|דוד|תמר'),
    last: split('לוי|כהן|בן־דוד'),
  },
  {
    ...{ country: 156, city: '上海', postal: '200001', currency: 32, language: 28, dial: '+86 21' },
    streets: split('南京东路|淮海中路'),
    companies: split('上海明月贸易|长江电子|和平设计'),
    endings: split('有限公司|股份有限公司|'),
    first: split('丽|伟|芳|明'),
    last: split('王|李|张|陈'),
  },
  {
    ...{ country: 616, city: 'Łódź', postal: '90-001', currency: 49, language: 15, dial: '+48 42' },
    streets: split('ulica Piotrkowska|Aleja Kościuszki'),
    companies: split('Księgarnia Żółw|Warsztat Słońce|Studio Gęś'),
    endings: split(' sp. z o.o.| S.A.|'),
    first: split('Łucja|Wojciech|Małgorzata'),
    last: split('Wiśniewski|Dąbrowska|Żak'),
  },
  {
    ...{ country: 208, city: 'Aarhus', postal: '8000', currency: 5, language: 9, dial: '+45' },
    streets: split('Åboulevarden|Nørregade'),
    companies: split('Delta & Søn|Rødgrød Køkken|Æbletoften'),
    endings: split(' ApS| A/S|'),
    first: split('Søren|Åse|Mette'),
    last: split('Nørgaard|Kjær|Sørensen'),
  },
  {
    ...{ country: 76, city: 'São Paulo', postal: '01310-100', currency: 20, language: 5, dial: '+55 11' },
    streets: split('Avenida Paulista|Rua Augusta'),
    companies: split('Café Três Irmãos|Construções União|Estúdio Maré'),
    endings: split(' Ltda.| S.A.| ME|'),
    first: split('João|Conceição|Antônia'),
    last: split('Gonçalves|da Silva|Araújo'),
  },
];

/** Names that are difficult to display: emoji, quotes, wildcards, icons, Markdown, very long and very short ones. */
export const DIFFICULT_NAMES: readonly string[] = [
  'Emoji 🎉 Party Supplies 🧁',
  'The "Quoted" Workshop, \'single\' & <angle> Ltd',
  'The Honourable Society for the Preservation, Restoration and Continued Public Enjoyment of Narrow-Gauge Railways, Branch Lines and Signal Boxes of the Northern Counties',
  '100% Cotton & Co.',
  'under_score_trading',
  '$(gear) [link](https://example.com) **not markdown**',
  'C:\\Backslash\\Logistics',
  'A',
];
