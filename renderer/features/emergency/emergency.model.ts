/** Emergency numbers and the place 911 is told. Pure. */
import type { DispatchableLocation } from '../../../shared/contracts/emergency/emergency.contract.ts';
import { dispatchableLocationSchema } from '../../../shared/contracts/emergency/emergency.contract.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';

export type EmergencyNumber = ChannelRequest<'calls:dial-emergency'>['number'];

/** The emergency number somebody has typed, whatever stands around the digits; null for everything else. */
export function emergencyNumberIn(text: string): EmergencyNumber | null {
  if (/[a-z]/i.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  return digits === '911' || digits === '933' ? digits : null;
}

/** `120 Pearl St, Floor 7, New York, NY 10005`. */
export const locationLine = ({ street, unit, city, state, postal_code: postalCode }: DispatchableLocation): string =>
  [street, unit, city, `${state} ${postalCode}`].filter((part) => part !== '').join(', ');

export type LocationForm = Record<keyof DispatchableLocation, string>;
export const emptyLocation: LocationForm = { street: '', unit: '', city: '', state: '', postal_code: '' };

const faults: Readonly<Record<keyof DispatchableLocation, string>> = {
  street: 'House number and street.',
  unit: 'At most 80 characters.',
  city: 'The city.',
  state: 'Choose the state.',
  postal_code: 'Five digits, or nine with a hyphen.',
};

/** The location when the form is whole, else what is wrong with each field. */
export function readLocation(
  form: LocationForm,
): { location: DispatchableLocation } | { wrong: Partial<Record<keyof DispatchableLocation, string>> } {
  const read = dispatchableLocationSchema.safeParse({ ...form, postal_code: form.postal_code.trim() });
  if (read.success) return { location: read.data };
  const refused = new Set(read.error.issues.map(({ path }) => path[0]));
  return { wrong: Object.fromEntries(Object.entries(faults).filter(([field]) => refused.has(field))) };
}

/** States and territories of the United States as the USPS writes them. */
export const uspsStates = (
  'AL AK AZ AR CA CO CT DE DC FL GA GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
  'PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY'
).split(' ');
