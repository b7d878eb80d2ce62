import type { QueueItem } from '../../shared/contracts/accounts/accounts.contract.ts';
import type { Observer } from '../story/observer.ts';

type Callable = QueueItem & { phone_number: string };

/** Accounts of the queue that may be called now and whose number ends like this. */
export async function callableAccounts(observer: Observer, number: RegExp): Promise<Callable[]> {
  const { items } = await observer.queue();
  return items.flatMap((item) => {
    const { phone_number: phoneNumber, verdict } = item;
    const isCallable = verdict === 'allow' || verdict === 'require';
    return isCallable && phoneNumber !== null && number.test(phoneNumber)
      ? [{ ...item, phone_number: phoneNumber }]
      : [];
  });
}
