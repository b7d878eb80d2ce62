export { BarredCallNews, BarredNews } from './BarredNews.tsx';
export { useBarredNews } from './use-barred-news.ts';
export { ReceiptButton } from './ReceiptButton.tsx';
export { useVerdict, verdictKey } from './use-verdict.ts';
export { type CallPress, callPressOn, standingInTheWay, zoneOf } from './verdict.model.ts';
export { VerdictPanel } from './VerdictPanel.tsx';
export { ReceiptView } from './ReceiptView.tsx';
