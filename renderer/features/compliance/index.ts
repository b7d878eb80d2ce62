export { BarredCallNews, BarredNews } from './BarredNews.tsx';
export { useBarredNews } from './use-barred-news.ts';
export { useVerdict, verdictKey } from './use-verdict.ts';
export { standingInTheWay, zoneOf } from './verdict.model.ts';
export { VerdictPanel } from './VerdictPanel.tsx';
export { ReceiptView } from './ReceiptView.tsx';
