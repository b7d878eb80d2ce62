export { categoryWords, channelWords, standingWords, stepWords, wayWords } from './dispute-words.ts';
export { DisputeDialog } from './DisputeDialog.tsx';
