import { describe, expect, it } from 'vitest';
import { endOfBarredDay, lastBarredDay } from './barred-days.ts';
import { localDate } from './local-time.ts';
import { zonesOfState } from './zones/states.ts';

describe('a number that is barred through a day', () => {
  it.each(['2027-01-31', '2027-03-14', '2027-12-31', '2028-02-29'])('%s: the day is over in every state', (date) => {
    const endsAtMs = Date.parse(endOfBarredDay(date));
    for (const zone of ['NY', 'CA', 'AK', 'HI', 'AS', 'GU', 'PR'].flatMap((state) => zonesOfState(state))) {
      expect(localDate(endsAtMs, zone) > date).toBe(true);
    }
    expect(localDate(endsAtMs - 1, 'Pacific/Pago_Pago')).toBe(date);
  });

  it('is shown as barred until the day that was given, also when it was given as the midnight after it', () => {
    expect(lastBarredDay(endOfBarredDay('2027-01-31'))).toBe('2027-01-31');
    expect(lastBarredDay('2027-02-01T05:00:00.000Z')).toBe('2027-01-31');
  });
});
