import { StatusPill } from './StatusPill.tsx';

/** Whether a rule is the law or the organization's own policy; policy never looks like the law. */
export const OriginPill = ({ isPolicy }: { isPolicy: boolean }) =>
  isPolicy ? <StatusPill isOutline>Your policy</StatusPill> : <StatusPill>Law</StatusPill>;
