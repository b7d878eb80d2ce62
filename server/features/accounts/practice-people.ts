/**
 * The people of the practice organisation: all invented. Their numbers are `+1`, an area code, 555-0100 to 555-0109,
 * which the practice line answers by scenario (see `practice-scenarios.ts`); each number belongs to one person only.
 *
 * They live in every zone from Guam to Puerto Rico, and a few said that they are travelling, so that somebody can
 * lawfully be called at every hour of the day.
 */

/** What is special about an account; see `practice-stories.ts`. */
export type PracticeStory =
  | 'six-attempts'
  | 'seven-attempts'
  | 'talked-lately'
  | 'debt-ceased'
  | 'number-on-dnc'
  | 'disputed'
  | 'promise-tomorrow'
  | 'promise-broken'
  | 'callback-due'
  | 'wrong-number'
  | 'paid';

export type PracticePerson = {
  /** Never changes: ids are made from it. */
  key: string;
  fullName: string;
  /** `street, city, region postal-code` */
  address: string;
  /** `kind area-code line`, separated by commas. */
  phones: string;
  language: string;
  story?: PracticeStory;
  /** Where they said they are for the time being; said again at every start. */
  statedZone?: string;
};

const person = (
  key: string,
  fullName: string,
  address: string,
  phones: string,
  { language = 'en', ...extras }: Pick<PracticePerson, 'story' | 'statedZone'> & { language?: string } = {},
): PracticePerson => ({ key, fullName, address, phones, language, ...extras });

const spanish = { language: 'es' } as const;

const eastern: readonly PracticePerson[] = [
  person('okafor', 'Amara Okafor', '18 Larkspur Lane, Albany, NY 12207', 'mobile 518 0100'),
  person('castellan', 'Dorian Castellan', '402 Juniper Street, Atlanta, GA 30308', 'mobile 404 0100', {
    story: 'six-attempts',
  }),
  person('whitlow', 'Marguerite Whitlow', '77 Harbor Road, Portland, ME 04101', 'home 207 0104', {
    story: 'seven-attempts',
  }),
  person('pemberly', 'Tobias Pemberly', '9 Millrace Court, Richmond, VA 23220', 'mobile 804 0100', {
    story: 'talked-lately',
  }),
  person('vasquez-lund', 'Ximena Vásquez-Lund', '310 Coral Way, Miami, FL 33145', 'mobile 305 0100', {
    ...spanish,
    story: 'callback-due',
  }),
  person('hargreave', 'Selwyn Hargreave', '56 Foundry Lane, Pittsburgh, PA 15222', 'mobile 412 0102'),
  person(
    'bellweather',
    'Odette Bellweather',
    '1200 Cherry Street, Columbus, OH 43215',
    'mobile 614 0101, home 614 0100',
  ),
  person('mbeki-stone', 'Thandi Mbeki-Stone', '88 Tobacco Row, Durham, NC 27701', 'mobile 919 0107'),
  person('ferrante', 'Luca Ferrante', '14 Canal Street, Providence, RI 02903', 'mobile 401 0103'),
  person('quillfeather', 'Prudence Quillfeather', '233 Spring Street, Charleston, SC 29403', 'mobile 843 0100'),
  person('adeyemi', 'Folarin Adeyemi', '640 Maple Avenue, Newark, NJ 07102', 'mobile 973 0105'),
  person('strandberg', 'Ingrid Strandberg', '21 Church Street, Burlington, VT 05401', 'home 802 0104'),
  person('delacroix', 'Remy Delacroix', '905 Monument Avenue, Baltimore, MD 21201', 'mobile 410 0100', {
    story: 'debt-ceased',
  }),
  person('tanaka-bell', 'Hiroko Tanaka-Bell', '47 Beacon Hill, Boston, MA 02108', 'mobile 617 0101'),
  person('ashgrove', 'Percival Ashgrove', '5 Elm Court, Detroit, MI 48226', 'mobile 313 0109'),
  person('novakova', 'Zdenka Nováková', '81 Walnut Street, Hartford, CT 06103', 'mobile 860 0106'),
  person('rivermont', 'Calla Rivermont', '160 Sunset Boulevard, Los Angeles, CA 90012', 'mobile 212 0100'),
];

const central: readonly PracticePerson[] = [
  person('ojeda', 'Esperanza Ojeda', '2210 Congress Avenue, Austin, TX 78704', 'mobile 512 0100', {
    ...spanish,
    story: 'promise-tomorrow',
  }),
  person('thornbury', 'Gideon Thornbury', '418 Lake Street, Chicago, IL 60606', 'mobile 312 0100'),
  person('lindqvist', 'Astrid Lindqvist', '77 Nicollet Avenue, Minneapolis, MN 55403', 'mobile 612 0101'),
  person('broussard-hale', 'Leontine Broussard-Hale', '302 Magnolia Street, New Orleans, LA 70113', 'mobile 504 0102'),
  person('kowalczyk', 'Bronislaw Kowalczyk', '1190 Water Street, Milwaukee, WI 53202', 'home 414 0100', {
    story: 'promise-broken',
  }),
  person('umber', 'Josephine Umber', '63 Beale Court, Memphis, TN 38103', 'mobile 901 0104'),
  person('prairiewood', 'Enoch Prairiewood', '501 Main Street, Kansas City, MO 64105', 'mobile 816 0100'),
  person('sandoval-reyes', 'Ignacio Sandoval Reyes', '88 Mission Road, San Antonio, TX 78210', 'mobile 210 0100', {
    ...spanish,
    story: 'disputed',
  }),
  person('featherstone', 'Winifred Featherstone', '12 Dexter Avenue, Birmingham, AL 35203', 'mobile 205 0103'),
  person('dubrovsky', 'Anselm Dubrovsky', '945 Douglas Street, Omaha, NE 68102', 'mobile 402 0108'),
  person('greenhollow', 'Tamsin Greenhollow', '29 Capitol Street, Jackson, MS 39201', 'mobile 601 0100'),
  person('achterberg', 'Wendel Achterberg', '7 Locust Street, Des Moines, IA 50309', 'home 515 0105'),
];

const mountain: readonly PracticePerson[] = [
  person('silverheel', 'Juniper Silverheel', '1404 Larimer Street, Denver, CO 80202', 'mobile 303 0100'),
  person('montoya-pike', 'Rosalind Montoya-Pike', '55 Canyon Road, Santa Fe, NM 87501', 'mobile 505 0101'),
  person('larkmoor', 'Osric Larkmoor', '310 Temple Street, Salt Lake City, UT 84101', 'mobile 801 0102'),
  person('begaye-north', 'Shandiin Begaye-North', '780 Roosevelt Street, Phoenix, AZ 85004', 'mobile 602 0100'),
  person('coldspring', 'Barnaby Coldspring', '16 Last Chance Gulch, Helena, MT 59601', 'mobile 406 0104'),
  person(
    'aguirre-moss',
    'Paloma Aguirre-Moss',
    '2020 Idaho Street, Boise, ID 83702',
    'mobile 208 0103, home 208 0100',
    {
      story: 'wrong-number',
    },
  ),
];

const pacific: readonly PracticePerson[] = [
  person('yamashiro', 'Kenta Yamashiro', '88 Alder Street, Seattle, WA 98104', 'mobile 206 0100'),
  person('fairweather', 'Isolde Fairweather', '411 Burnside Street, Portland, OR 97209', 'mobile 503 0101'),
  person(
    'calloway-ruiz',
    'Desmond Calloway-Ruiz',
    '19 Valencia Street, San Francisco, CA 94103',
    'mobile 415 0102, work 415 0100',
  ),
  person('petrosyan', 'Anahit Petrosyan', '730 Brand Boulevard, Glendale, CA 91203', 'mobile 818 0100', {
    story: 'number-on-dnc',
  }),
  person('oleander', 'Marisol Oleander', '2600 Harbor Drive, San Diego, CA 92101', 'mobile 619 0100', spanish),
  person('silverado', 'Jasper Silverado', '1 Fremont Street, Las Vegas, NV 89101', 'mobile 702 0105'),
  person('nguyen-hart', 'Linh Nguyen-Hart', '505 Capitol Mall, Sacramento, CA 95814', 'mobile 916 0103'),
  person('stormgate', 'Magnus Stormgate', '77 Fourth Avenue, Anchorage, AK 99501', 'mobile 907 0100'),
  person('kahananui', 'Leilani Kahananui', '1450 Beretania Street, Honolulu, HI 96814', 'mobile 808 0100'),
  person('kealoha-finch', 'Nahele Kealoha-Finch', '22 Kilauea Avenue, Hilo, HI 96720', 'home 808 0101'),
];

const islands: readonly PracticePerson[] = [
  person('taitingfong', 'Isa Taitingfong', '140 Marine Corps Drive, Hagåtña, GU 96910', 'mobile 671 0100'),
  person('quichocho', 'Vicente Quichocho', '23 Chalan Santo Papa, Hagåtña, GU 96910', 'mobile 671 0101'),
  person('manglona', 'Rufina Manglona', '8 Route 4, Sinajana, GU 96910', 'mobile 671 0102'),
  person('blas-perez', 'Tomasa Blas Perez', '61 Pale San Vitores Road, Tamuning, GU 96913', 'mobile 671 0107'),
  person('cabrera-sablan', 'Dolores Cabrera Sablan', '5 Beach Road, Saipan, MP 96950', 'mobile 670 0100'),
  person('leota', 'Sina Leota', '3 Fagatogo Square, Pago Pago, AS 96799', 'mobile 684 0100'),
  person('irizarry', 'Yadiel Irizarry', '102 Calle Fortaleza, San Juan, PR 00901', 'mobile 787 0100', spanish),
  person(
    'feliciano-ortega',
    'Migdalia Feliciano Ortega',
    '15 Calle Isabel, Ponce, PR 00730',
    'mobile 787 0101',
    spanish,
  ),
  person('baez-luciano', 'Amaury Báez Luciano', '7 Calle Méndez Vigo, Mayagüez, PR 00680', 'mobile 939 0102', spanish),
  person('penn-christian', 'Delphine Penn Christian', '44 Dronningens Gade, St. Thomas, VI 00802', 'mobile 340 0100'),
];

const travellers: readonly PracticePerson[] = [
  person('abernathy-cole', 'Rowena Abernathy-Cole', '300 Walnut Street, Cincinnati, OH 45202', 'mobile 513 0100', {
    statedZone: 'Asia/Tokyo',
  }),
  person('sorensen', 'Birgitta Sorensen', '18 Grand Avenue, St. Paul, MN 55102', 'mobile 651 0100', {
    statedZone: 'Asia/Tokyo',
  }),
  person('mcallistair', 'Fergus McAllistair', '9 Ocean View, San Jose, CA 95113', 'mobile 408 0100', {
    statedZone: 'Asia/Tokyo',
  }),
  person('haverstock', 'Lionel Haverstock', '71 State Street, Rochester, NY 14604', 'mobile 585 0102', {
    statedZone: 'Asia/Tokyo',
  }),
  person('winterbourne', 'Clemency Winterbourne', '240 Broad Street, Philadelphia, PA 19102', 'mobile 215 0101', {
    statedZone: 'Asia/Tokyo',
  }),
  person('oyelaran', 'Bukola Oyelaran', '33 Peach Street, Savannah, GA 31401', 'mobile 912 0100', {
    statedZone: 'Europe/London',
  }),
  person('drummondale', 'Cassius Drummondale', '502 Elm Street, Dallas, TX 75202', 'mobile 214 0100', {
    statedZone: 'Europe/London',
  }),
  person('santangelo', 'Fiorella Santangelo', '88 Pearl Street, Buffalo, NY 14202', 'mobile 716 0100', {
    statedZone: 'Europe/London',
  }),
  person('eastwick', 'Lavinia Eastwick', '14 River Road, Tulsa, OK 74103', 'mobile 918 0102', {
    statedZone: 'Europe/London',
  }),
  person('marchbanks', 'Ignatius Marchbanks', '6 Garden Lane, Louisville, KY 40202', 'mobile 502 0101', {
    statedZone: 'Europe/London',
  }),
];

const settled: readonly PracticePerson[] = [
  person('goldenrod', 'Hyacinth Goldenrod', '19 Orchard Street, Madison, WI 53703', 'mobile 608 0100', {
    story: 'paid',
  }),
];

/** Everybody, in the order in which the queue was filled. */
export const practicePeople: readonly PracticePerson[] = [
  ...eastern,
  ...central,
  ...mountain,
  ...pacific,
  ...islands,
  ...travellers,
  ...settled,
];
