import { formatMoney } from './format.ts';

export const Money = ({ cents }: { cents: number }) => (
  <span className={cents < 0 ? 'money negative' : 'money'}>{formatMoney(cents)}</span>
);
