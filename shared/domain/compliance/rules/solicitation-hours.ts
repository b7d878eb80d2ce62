/**
 * T-1: offers are made between eight in the morning and nine in the evening of the called party, and in some states in shorter
 * hours or not on holidays (47 CFR 64.1200(c)(1), 16 CFR 310.4(c)). Pure collection is no solicitation (64.1200(f)); one word about a new credit makes it one.
 */
import { isHoliday, weekdayOf } from '../calendar.ts';
import { hoursEnd } from '../hours-end.ts';
import { appliesIn } from '../jurisdictions.ts';
import { localDay, localMinutes, localMoment, momentText } from '../local-time.ts';
import { isElectronic, isTelephoneCall } from '../facts/fields.ts';
import { defineRule } from '../rule.ts';
import { candidateZones } from '../zones/candidate-zones.ts';

/** Minutes of the local day; until is not included. `sunday`: other hours then. */
type Hours = { fromMinute: number; untilMinute: number };
export type SolicitationHoursParameters = {
  usual: Hours;
  states: readonly (Hours & { jurisdiction: string; sunday?: Hours })[];
  /** States in which nothing is offered on legal public holidays, nor on the days kept instead of them. */
  closedOnHolidays: readonly string[];
  statedLocationMs: number;
};

/** Days in which there must be an opening: no two holidays follow each other. */
const HORIZON_DAYS = 4;

export const solicitationHours = defineRule<SolicitationHoursParameters>(
  { id: 'T-1', title: 'Hours for offers', citation: '47 CFR 64.1200(c)(1); 16 CFR 310.4(c)', isPolicy: false },
  (facts, nowMs, { usual, states, closedOnHolidays, statedLocationMs }) => {
    const { action, location } = facts;
    const used = { purposes: action.purposes };
    if (!action.purposes.includes('marketing')) {
      return { verdict: 'allow', reason: 'Nothing is offered: pure collection is no solicitation.', facts: used };
    }
    if (action.direction === 'inbound' || !(isTelephoneCall(action.channel) || isElectronic(action.channel))) {
      return { verdict: 'allow', reason: 'These hours are about calls and messages of ours.', facts: used };
    }
    const applying = states.filter(({ jurisdiction }) => appliesIn(facts, jurisdiction));
    const keepsHolidays = closedOnHolidays.filter((jurisdiction) => appliesIn(facts, jurisdiction));
    const zonesAt = (atMs: number) =>
      candidateZones(location, action.phoneNumber || null, atMs, statedLocationMs).zones.map(({ zone }) => zone);
    const hoursOf = (day: number): Hours[] => {
      const isSunday = weekdayOf(day) === 7;
      return [usual, ...applying.map((state) => (isSunday ? (state.sunday ?? state) : state))];
    };
    const isOpen = (atMs: number): boolean =>
      zonesAt(atMs).every((zone) => {
        const minutes = localMinutes(atMs, zone);
        const day = localDay(atMs, zone);
        if (keepsHolidays.length > 0 && isHoliday(day, 'observed')) return false;
        return hoursOf(day).every(({ fromMinute, untilMinute }) => minutes >= fromMinute && minutes < untilMinute);
      });
    if (isOpen(nowMs)) {
      const ends = zonesAt(nowMs).flatMap((zone) => {
        const day = localDay(nowMs, zone);
        return hoursOf(day).map(({ untilMinute }) => ({ zone, endsAtMs: localMoment(day, untilMinute, zone) }));
      });
      return { verdict: 'allow', reason: 'It is an hour for offers.', facts: { ...used, ...hoursEnd(ends) } };
    }
    const openings = [usual, ...applying, ...applying.flatMap(({ sunday }) => sunday ?? [])];
    const zones = zonesAt(nowMs);
    const next = zones
      .flatMap((zone) =>
        Array.from({ length: HORIZON_DAYS }, (_, index) => localDay(nowMs, zone) + index).flatMap((day) =>
          openings.map(({ fromMinute }) => localMoment(day, fromMinute, zone)),
        ),
      )
      .toSorted((a, b) => a - b)
      .find((atMs) => atMs > nowMs && isOpen(atMs));
    return {
      verdict: next === undefined ? 'review' : 'defer',
      reason: `Nothing may be offered at this hour.${next === undefined ? '' : ` Next: ${momentText(next, zones[0] ?? 'UTC')} there.`}`,
      nextLawfulAtMs: next ?? null,
      facts: { ...used, states: [...applying.map(({ jurisdiction }) => jurisdiction), ...keepsHolidays] },
    };
  },
);
