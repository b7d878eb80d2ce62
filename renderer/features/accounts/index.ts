export { AccountCard } from './AccountCard.tsx';
export { AccountsPage } from './AccountsPage.tsx';
export { firstNumber } from './account-words.ts';
export { nextCallable } from './queue.model.ts';
export { QueuePanel } from './QueuePanel.tsx';
export { openTold, useTold } from './told/told-store.ts';
export { sayings, sayingWords } from './told/told.model.ts';
export { useAccount, useQueue } from './use-queue.ts';
