/**
 * What situations to begin with are made of: real facts of case files, with dates around the day on which they are opened. What stands in them
 * is what the situation is about; everything else keeps its default, which is unknown or none.
 */
import type { Json } from '../../../../shared/domain/compliance/facts/facts-json.ts';

export type JsonObject = { [name: string]: Json };
/** Wall times and dates around the day of the case: `at(-1, '17:40')` is yesterday at 17:40 where the consumer is. */
export type AroundToday = { at: (days: number, time: string) => string; on: (days: number) => string };

export type Situation = {
  id: string;
  group: string;
  title: string;
  /** Where the moment of the case is told. */
  zone: string;
  time: string;
  facts: (around: AroundToday) => JsonObject;
};

export const NEW_YORK = 'America/New_York';

export type Place = { phone: string; region: string; postalCode: string; zone: string };
export const georgia: Place = { phone: '+14045550142', region: 'GA', postalCode: '30303', zone: NEW_YORK };
export const massachusetts: Place = { phone: '+16175550142', region: 'MA', postalCode: '02108', zone: NEW_YORK };
export const newYorkCity: Place = { phone: '+17185550142', region: 'NY', postalCode: '11201', zone: NEW_YORK };
export const district: Place = { phone: '+12025550142', region: 'DC', postalCode: '20001', zone: NEW_YORK };
export const washington: Place = {
  phone: '+12065550142',
  region: 'WA',
  postalCode: '98101',
  zone: 'America/Los_Angeles',
};
export const nevada: Place = { phone: '+17025550142', region: 'NV', postalCode: '89101', zone: 'America/Los_Angeles' };

export const debt: JsonObject = { id: 'd1', balance_cents: 84200, is_medical: false };

/** A known consumer of a place, about to be called on the cell phone about one debt. */
export function consumerOf(place: Place, change: JsonObject = {}, action: JsonObject = {}): JsonObject {
  return {
    action: { channel: 'voice', phone_number: place.phone, debt_ids: ['d1'], agent_state: 'GA', ...action },
    actor: { licensed_states: ['GA', 'MA', 'NY', 'DC', 'WA', 'NV', 'CA'] },
    endpoint: { place: 'mobile', line_type: 'wireless', source: 'consumer' },
    location: {
      phones: [{ phone_number: place.phone }],
      addresses: [{ region: place.region, postal_code: place.postalCode }],
    },
    debts: [debt],
    ...change,
  };
}

export const call = (
  place: Place,
  around: AroundToday,
  days: number,
  time: string,
  more: JsonObject = {},
): JsonObject => ({
  call_id: `call-${String(-days)}-${time.replace(':', '')}`,
  placed_at: around.at(days, time),
  phone_number: place.phone,
  debt_ids: ['d1'],
  place: 'mobile',
  ...more,
});

export const optOut: JsonObject = { is_conspicuous: true, languages: ['en'], asks_for_more: false, costs_money: false };
