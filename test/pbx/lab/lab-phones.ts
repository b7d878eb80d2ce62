/** Test phones of the lab's people, each with a voice of its own. */
import { openPhones, type Phone } from '../../phones/open-phones.ts';
import type { LabUser } from './asterisk-configuration.ts';
import { passwordOf } from './asterisk-configuration.ts';
import type { LabAccess } from './lab.ts';

export const voiceHz: Readonly<Record<LabUser, number>> = {
  '1001': 500,
  '1002': 800,
  '1003': 1200,
  '1004': 1450,
  '1900': 1700,
};

/** Opens and registers a phone for each, in the order given. */
export async function openLabPhones(
  { sipUrl: serverUrl, domain }: Pick<LabAccess, 'sipUrl' | 'domain'>,
  users: readonly LabUser[],
): Promise<{ phones: Phone[]; close: () => Promise<void> }> {
  const booth = await openPhones();
  const phones: Phone[] = [];
  for (const user of users) {
    const login = { user, username: user, password: passwordOf(user) };
    const { phone } = await booth.open({ serverUrl, domain, toneHz: voiceHz[user], ...login });
    const status = await phone.evaluate((inner) => inner.register());
    if (status !== 200) throw new Error(`The phone of ${user} did not register: ${status}`);
    phones.push(phone);
  }
  return { phones, close: () => booth.close() };
}
