export { HangUpDialog } from './HangUpDialog.tsx';
export { supervisionWords } from './supervision-words.ts';
export { SupervisionBar } from './SupervisionBar.tsx';
export { useSupervisions, useSupervisors } from './use-supervisors.ts';
export { useStartSupervision } from './use-supervision.ts';
