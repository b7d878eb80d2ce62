/**
 * Area codes of the United States and its territories: the state of each, and the zones of those that cross a zone
 * boundary. Sources: NANPA area code assignments (as of 2026-11), 49 CFR part 71, and the rule book's list of split codes
 * and overlays. An overlay has the zones of its parent. A code that is not listed (toll-free, Canada, the Caribbean, not in
 * service) points to no zone.
 *
 * The exchange is not looked at: numbers are ported, so that only the union of all zones of a code is safe.
 *
 * Typed by hand (377 codes): NANPA's list of codes has no zones from which a script could write them. Checked by
 * `zones.test.ts` for the newest codes, the territories, each code that reaches over a zone boundary and each overlay with its parent.
 * A code left out of `single` has every zone of its state, so that an omission can only narrow the window.
 */
import { zonesOfState } from './states.ts';

const codesByState: readonly (readonly [state: string, codes: string])[] = [
  ['AL', '205 251 256 334 483 659 938'],
  ['AK', '907'],
  ['AZ', '480 520 602 623 928'],
  ['AR', '327 479 501 870'],
  [
    'CA',
    '209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951',
  ],
  ['CO', '303 719 720 748 970 983'],
  ['CT', '203 475 860 959'],
  ['DE', '302'],
  ['DC', '202 771'],
  ['FL', '239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954'],
  ['GA', '229 404 470 478 678 706 762 770 912 943'],
  ['HI', '808'],
  ['ID', '208 986'],
  ['IL', '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872'],
  ['IN', '219 260 317 463 574 765 812 930'],
  ['IA', '319 515 563 641 712'],
  ['KS', '316 620 785 913'],
  ['KY', '270 364 502 606 859'],
  ['LA', '225 318 337 457 504 985'],
  ['ME', '207'],
  ['MD', '227 240 301 410 443 667'],
  ['MA', '339 351 413 508 617 774 781 857 978'],
  ['MI', '231 248 269 313 517 586 616 679 734 810 906 947 989'],
  ['MN', '218 320 507 612 651 763 924 952'],
  ['MS', '228 471 601 662 769'],
  ['MO', '235 314 417 557 573 636 660 816 975'],
  ['MT', '406'],
  ['NE', '308 402 531'],
  ['NV', '702 725 775'],
  ['NH', '603'],
  ['NJ', '201 551 609 640 732 848 856 862 908 973'],
  ['NM', '505 575'],
  ['NY', '212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934'],
  ['NC', '252 336 472 704 743 828 910 919 980 984'],
  ['ND', '701'],
  ['OH', '216 220 234 283 326 330 380 419 436 440 513 567 614 740 937'],
  ['OK', '405 539 572 580 918'],
  ['OR', '458 503 541 971'],
  ['PA', '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878'],
  ['RI', '401'],
  ['SC', '803 821 839 843 854 864'],
  ['SD', '605'],
  ['TN', '423 615 629 731 865 901 931'],
  [
    'TX',
    '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972 979',
  ],
  ['UT', '385 435 801'],
  ['VT', '802'],
  ['VA', '276 434 540 571 686 703 757 804 826 948'],
  ['WA', '206 253 360 425 509 564'],
  ['WV', '304 681'],
  ['WI', '262 274 353 414 534 608 715 920'],
  ['WY', '307'],
  ['PR', '787 939'],
  ['VI', '340'],
  ['GU', '671'],
  ['MP', '670'],
  ['AS', '684'],
];

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';

/** Codes with one clock inside a state that has two. */
const single: readonly (readonly [codes: string, zone: string])[] = [
  ['480 520 602 623', 'America/Phoenix'],
  ['239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954', EASTERN],
  ['260 317 463 765', EASTERN],
  ['316 913', CENTRAL],
  ['502 859', EASTERN],
  ['231 248 269 313 517 586 616 679 734 810 947 989', EASTERN],
  ['402 531', CENTRAL],
  ['702 725', 'America/Los_Angeles'],
  ['503 971', 'America/Los_Angeles'],
  ['865', EASTERN],
  ['615 629 731 901', CENTRAL],
  [
    '210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979',
    CENTRAL,
  ],
  ['915', MOUNTAIN],
];

/** Codes that reach over a boundary their state's table does not show: Phenix City, Alabama keeps Eastern time. */
const wider: readonly (readonly [codes: string, zones: readonly string[]])[] = [['334 483', [CENTRAL, EASTERN]]];

const stateByCode = new Map(codesByState.flatMap(([state, codes]) => codes.split(' ').map((code) => [code, state])));
const zonesByCode = new Map<string, readonly string[]>([
  ...[...stateByCode].map(([code, state]) => [code, zonesOfState(state)] as const),
  ...single.flatMap(([codes, zone]) => codes.split(' ').map((code) => [code, [zone]] as const)),
  ...wider.flatMap(([codes, zones]) => codes.split(' ').map((code) => [code, zones] as const)),
]);

/** The area code of a number in E.164 form; null outside the North American plan. */
export const areaCodeOf = (phoneNumber: string): string | null =>
  /^\+1[2-9]\d{9}$/.test(phoneNumber) ? phoneNumber.slice(2, 5) : null;

/** The state or territory of an area code; null for one that is none of the United States. */
export const stateOfAreaCode = (areaCode: string): string | null => stateByCode.get(areaCode) ?? null;

/** Every zone the number's area code reaches into; empty when it says nothing. */
export function zonesOfPhoneNumber(phoneNumber: string): readonly string[] {
  const areaCode = areaCodeOf(phoneNumber);
  return areaCode === null ? [] : (zonesByCode.get(areaCode) ?? []);
}
