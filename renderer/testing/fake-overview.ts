/** The overview as a compliance officer would find it: some of everything, a little more than before. */
import type { Overview, OverviewDays, OverviewFigure } from '../../shared/contracts/compliance/overview.contract.ts';
import type { ChannelRequest } from '../../shared/ipc/ipc-map.ts';
import { allPacks } from '../../shared/domain/compliance/packs/all.ts';
import { overviewDays } from '../../shared/contracts/compliance/overview.contract.ts';
import { ago, fakeId, fakeNow } from './fake-data.ts';

const dayMinutes = 24 * 60;
const figure = (now: number, before: number): OverviewFigure => ({ now, before });
const ruleIds = ['F-1', 'F-4', 'F-2', 'F-13', 'F-7', 'S-1b', 'F-1-person'];
const rules = allPacks.flatMap((pack) => pack.rules);

function fakeOverview(days: OverviewDays, isEmpty: boolean): Overview {
  const size = isEmpty ? 0 : days;
  const figures = (weight: number) => ({
    refused: figure(Math.round(size * 1.4 * weight), Math.round(size * 1.2 * weight)),
    overridden: figure(Math.round(size * 0.05 * weight), Math.round(size * 0.08 * weight)),
    near_misses: figure(Math.round(size * 0.6 * weight), Math.round(size * 0.6 * weight)),
    shadow: figure(Math.round(size * 0.9 * weight), 0),
    disclosures_missed: figure(Math.round(size * 0.2 * weight), Math.round(size * 0.4 * weight)),
  });
  return {
    days,
    zone: 'America/New_York',
    from: ago((days - 1) * dayMinutes),
    to: fakeNow,
    before: { from: ago((2 * days - 1) * dayMinutes), to: ago(days * dayMinutes) },
    decided: figure(size * 412, size * 398),
    ...figures(3),
    refused_calls: figure(Math.round(size * 3.9), Math.round(size * 3.4)),
    recordings_not_announced: figure(Math.round(size / 15), 1),
    disclosures_before_right_party: figure(0, 0),
    trend: Array.from({ length: days }, (_, index) => {
      const swing = isEmpty ? 0 : 1 + ((index * 7) % 5);
      return {
        day: ago((days - 1 - index) * dayMinutes).slice(0, 10),
        decided: swing * 137,
        refused: index % 7 > 4 ? 0 : swing,
        overridden: index === 3 ? swing : 0,
        near_misses: swing % 3,
        shadow: swing,
        disclosures_missed: index % 4 === 0 ? swing : 0,
      };
    }),
    by_rule: isEmpty
      ? []
      : ruleIds.map((id, index) => {
          const rule = rules.find((each) => each.id === id);
          return {
            rule_id: id,
            title: rule?.title ?? id,
            citation: rule?.citation ?? '',
            ...figures(1.4 / (index + 1)),
          };
        }),
    by_agent: isEmpty
      ? []
      : ['Jordan Avery', 'Sam Ellison', 'Taylor Reyes', 'Casey Wong'].map((name, index) => ({
          agent_id: fakeId(100 + index),
          agent_name: name,
          decided: figure(size * 100, size * 99),
          ...figures(1.5 / (index + 1)),
        })),
  };
}

/** What the overview answers; `isEmpty`: nothing was ever decided. */
export const fakeOverviewHandlers = (isEmpty: boolean) => ({
  'compliance:get-overview': ({ days }: ChannelRequest<'compliance:get-overview'>) =>
    fakeOverview(overviewDays.find((each) => each === Number(days)) ?? 30, isEmpty),
});
