export { outboxWords } from './outbox.model.ts';
export { OutboxPage } from './OutboxPage.tsx';
