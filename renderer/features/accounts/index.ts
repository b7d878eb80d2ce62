export { AccountCard } from './AccountCard.tsx';
export { AccountsPage } from './AccountsPage.tsx';
export { firstNumber } from './account-words.ts';
export { nextCallable } from './queue.model.ts';
export { QueuePanel } from './QueuePanel.tsx';
export { useAccount, useQueue } from './use-queue.ts';
