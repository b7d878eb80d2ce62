import { describe, expect, it } from 'vitest';
import { at, contactFacts, decide, isAllowed } from '../testing/contact-facts.ts';
import { stateOfAreaCode, zonesOfPhoneNumber } from './area-codes.ts';
import { candidateZones } from './candidate-zones.ts';
import { placeOfPostalCode } from './postal-codes.ts';
import { zonesOfState } from './states.ts';

const factsOf = (phoneNumber: string, postalCode?: string, region: string | null = null) =>
  contactFacts({
    action: { phoneNumber },
    location: {
      phones: [{ phoneNumber, status: 'active' }],
      addresses: postalCode === undefined ? [] : [{ region, postalCode }],
    },
  });
const zonesOf = (facts: ReturnType<typeof factsOf>): string[] =>
  candidateZones(facts.location, facts.action.phoneNumber, at('2026-11-23 12:00'), 86_400_000)
    .zones.map(({ zone }) => zone)
    .toSorted();

/** First and last lawful half-hour of a day, `HH:mm` in a zone. */
function windowOf(facts: ReturnType<typeof factsOf>, day: string, zone: string): string {
  const lawful = Array.from({ length: 48 }, (_, half) => {
    const time = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
    return isAllowed(decide(facts, at(`${day} ${time}`, zone))) ? time : null;
  }).filter((time) => time !== null);
  return `${lawful[0] ?? ''}-${lawful.at(-1) ?? ''}`;
}

describe('rule book 5.2', () => {
  it('5.2 #1 850 434 is Central by its exchange, both by its area code', () => {
    const facts = factsOf('+18504345550');
    expect(zonesOf(facts)).toEqual(['America/Chicago', 'America/New_York']);
    expect(windowOf(facts, '2026-11-23', 'America/New_York')).toBe('09:00-20:30');
  });
  it('5.2 #2 the overlay 448 has the zones of 850', () => {
    expect(zonesOfPhoneNumber('+14485550100').toSorted()).toEqual(zonesOfPhoneNumber('+18505550100').toSorted());
  });
  it('5.2 #3 689 is Eastern', () => expect(zonesOfPhoneNumber('+16895550100')).toEqual(['America/New_York']));
  it('5.2 #4 457 with ZIP 71101 is Central', () =>
    expect(zonesOf(factsOf('+14575550100', '71101', 'LA'))).toEqual(['America/Chicago']));
  it('5.2 #5 toll-free with ZIP 97914 is Boise alone', () => {
    const facts = factsOf('+18005550100', '97914', 'OR');
    expect(zonesOf(facts)).toEqual(['America/Boise']);
    expect(windowOf(facts, '2026-11-23', 'America/Denver')).toBe('08:00-20:30');
  });
  it('5.2 #6 928 with ZIP 86515 in July', () => {
    const facts = factsOf('+19285550100', '86515', 'AZ');
    expect(zonesOf(facts)).toEqual(['America/Denver', 'America/Phoenix']);
    expect(windowOf(facts, '2026-07-15', 'America/Phoenix')).toBe('08:00-19:30');
  });
  it('5.2 #7 military mail asks for a stated location', () => {
    const facts = factsOf('+12125550100', '09012', 'AE');
    expect(decide(facts, at('2026-11-23 12:00')).verdict).toBe('review');
    const stated = { label: 'New York', zones: ['America/New_York'], statedAtMs: at('2026-11-23 11:00') };
    expect(isAllowed(decide({ ...facts, location: { ...facts.location, stated } }, at('2026-11-23 12:00')))).toBe(true);
  });
  it('0.3 a stated place replaces the rest for a day, and is one of the rest from then on', () => {
    const facts = factsOf('+12125550100');
    const statedAtMs = at('2026-11-22 08:30');
    const stated = { label: 'Honolulu', zones: ['Pacific/Honolulu'], statedAtMs };
    const location = { ...facts.location, stated };
    const zonesAt = (atMs: number) =>
      candidateZones(location, '+12125550100', atMs, 86_400_000)
        .zones.map(({ zone }) => zone)
        .toSorted();
    expect(zonesAt(statedAtMs - 1)).toEqual(['America/New_York']);
    expect(zonesAt(statedAtMs + 86_400_000)).toEqual(['Pacific/Honolulu']);
    expect(zonesAt(statedAtMs + 86_400_001)).toEqual(['America/New_York', 'Pacific/Honolulu']);
    expect(decide({ ...facts, location }, at('2026-11-23 11:30')).verdict).toBe('defer');
  });
  it.each(['+18005550100', '+442079460100', '+14165550100', '+19995550100'])(
    '5.2 item 4: %s and no address leave the hours common to the whole country',
    (phoneNumber) => {
      expect(windowOf(factsOf(phoneNumber), '2026-11-23', 'America/New_York')).toBe('13:00-20:30');
      expect(windowOf(factsOf(phoneNumber), '2026-07-15', 'America/New_York')).toBe('14:00-20:30');
    },
  );
});

describe('area codes', () => {
  it.each([
    ['861', 'IL', ['America/Chicago']],
    ['679', 'MI', ['America/New_York']],
    ['471', 'MS', ['America/Chicago']],
    ['436', 'OH', ['America/New_York']],
    ['465', 'NY', ['America/New_York']],
    ['837', 'CA', ['America/Los_Angeles']],
    ['357', 'CA', ['America/Los_Angeles']],
    ['621', 'TX', ['America/Chicago']],
    ['624', 'NY', ['America/New_York']],
    ['939', 'PR', ['America/Puerto_Rico']],
    ['340', 'VI', ['America/St_Thomas']],
    ['671', 'GU', ['Pacific/Guam']],
    ['670', 'MP', ['Pacific/Guam']],
    ['684', 'AS', ['Pacific/Pago_Pago']],
    ['808', 'HI', ['Pacific/Honolulu']],
    ['915', 'TX', ['America/Denver']],
  ])('%s is %s', (code, state, zones) => {
    expect(stateOfAreaCode(code)).toBe(state);
    expect(zonesOfPhoneNumber(`+1${code}5550100`)).toEqual(zones);
  });
  it.each(
    '208 986 219 270 364 308 423 541 458 574 605 606 620 785 701 775 812 930 850 448 906 907 928 432 931 334 483'.split(
      ' ',
    ),
  )('%s reaches over a zone boundary', (code) =>
    expect(zonesOfPhoneNumber(`+1${code}5550100`).length).toBeGreaterThan(1),
  );
  it.each([
    ['448', '850'],
    ['364', '270'],
    ['930', '812'],
    ['458', '541'],
    ['986', '208'],
    ['483', '334'],
  ])('the overlay %s has the zones of %s', (overlay, parent) =>
    expect(zonesOfPhoneNumber(`+1${overlay}5550100`)).toEqual(zonesOfPhoneNumber(`+1${parent}5550100`)),
  );
});

describe('postal codes', () => {
  it.each([
    ['10001', 'NY', ['America/New_York']],
    ['46320', 'IN', ['America/Chicago']],
    ['47631', 'IN', ['America/Chicago']],
    ['46204', 'IN', ['America/New_York']],
    ['00901', 'PR', ['America/Puerto_Rico']],
    ['00801', 'VI', ['America/St_Thomas']],
    ['96910', 'GU', ['Pacific/Guam']],
    ['96799', 'HI', ['Pacific/Pago_Pago']],
    ['79901-1234', 'TX', ['America/Denver']],
    ['99546', 'AK', ['America/Adak']],
    ['89883', 'NV', ['America/Denver', 'America/Los_Angeles']],
    ['89825', 'NV', ['America/Denver', 'America/Los_Angeles']],
    ['37402', 'TN', ['America/New_York']],
    ['37301', 'TN', ['America/Chicago']],
    ['83814', 'ID', ['America/Los_Angeles']],
    ['69341', 'NE', ['America/Denver']],
    ['32501', 'FL', ['America/Chicago']],
  ])('%s is in %s', (zip, state, zones) => expect(placeOfPostalCode(zip)).toEqual({ state, zones, isMilitary: false }));
  it.each(['09012', '34002', '96201'])('%s is military mail', (zip) =>
    expect(placeOfPostalCode(zip)).toMatchObject({ zones: [], isMilitary: true }),
  );
  it.each(['', '1234', 'SW1A 1AA', '96940', '00000'])('%j says nothing', (zip) =>
    expect(placeOfPostalCode(zip).zones).toEqual([]),
  );
  it('a state and a ZIP that disagree both speak', () =>
    expect(zonesOf(factsOf('+12125550100', '10001', 'CA'))).toEqual(['America/Los_Angeles', 'America/New_York']));
  it('a state alone has all its zones', () =>
    expect(
      zonesOf(
        contactFacts({
          action: { phoneNumber: '+18005550100' },
          location: { phones: [], addresses: [{ region: 'ND', postalCode: null }] },
        }),
      ),
    ).toEqual(['America/Chicago', 'America/Denver']));
  it('a number out of use does not speak', () => {
    const phones = [
      { phoneNumber: '+12125550100', status: 'active' as const },
      { phoneNumber: '+13105550100', status: 'wrong' as const },
    ];
    expect(zonesOf(contactFacts({ location: { phones } }))).toEqual(['America/New_York']);
  });
});

it('every zone of the tables exists in the zone database', () => {
  const states =
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU MP AS';
  for (const state of states.split(' ')) {
    expect([state, zonesOfState(state).length]).not.toEqual([state, 0]);
    for (const zone of zonesOfState(state)) expect(at('2026-11-23 12:00', zone)).toBeGreaterThan(0);
  }
});
