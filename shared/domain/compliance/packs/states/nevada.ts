/** Nevada: a notice of a medical debt is in the mail for sixty days before anything else is done. */
import { medicalNotice } from '../../rules/medical-notice.ts';
import { overlayPack, STATED_LOCATION_MS } from './overlay.ts';

export const nevadaPack = overlayPack({
  id: 'us-nv',
  version: '2026-11-27',
  title: 'Nevada: NRS 649.366',
  jurisdiction: 'US-NV',
  uncertainties: [
    'No cap on contact was found. That a violation of the FDCPA is one of the state law (NRS 649.370) is from knowledge.',
    'The sixty days begin on the day after mailing; the sixtieth is the first on which anything may be done.',
    'Of payments, which the consumer may still make, the rule says nothing.',
  ],
  rules: [
    medicalNotice({
      jurisdiction: 'NV',
      placeName: 'Nevada',
      collectorTypes: ['third-party', 'debt-buyer'],
      noticeDays: 60,
      statedLocationMs: STATED_LOCATION_MS,
    }),
  ],
});
