/** Hours that a vendor of dialers ships as its default; no law for collections. For organizations that choose the profile. */
import { reducedHours } from '../../rules/reduced-hours.ts';
import { overlayPack, STATED_LOCATION_MS } from './overlay.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MONDAY_TO_SATURDAY = [1, 2, 3, 4, 5, 6];
const SUNDAY = [7];

export const vendorConservativePack = overlayPack({
  id: 'policy-vendor-conservative',
  title: 'Conservative hours in Nevada and Pennsylvania',
  jurisdiction: 'policy',
  uncertainties: ['Not the law of either state for collections; on holidays the hours of the weekday apply.'],
  rules: [
    reducedHours({
      profile: 'vendor-conservative',
      states: [
        {
          jurisdiction: 'NV',
          placeName: 'Nevada',
          windows: [{ weekdays: EVERY_DAY, fromMinute: 9 * 60, untilMinute: 20 * 60 }],
        },
        {
          jurisdiction: 'PA',
          placeName: 'Pennsylvania',
          windows: [
            { weekdays: MONDAY_TO_SATURDAY, fromMinute: 9 * 60, untilMinute: 21 * 60 },
            { weekdays: SUNDAY, fromMinute: 13 * 60 + 30, untilMinute: 21 * 60 },
          ],
        },
      ],
      statedLocationMs: STATED_LOCATION_MS,
    }),
  ],
});
