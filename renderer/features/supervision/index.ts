export { HangUpDialog } from './HangUpDialog.tsx';
export { supervisionWords } from './supervision-words.ts';
export { SupervisionBar } from './SupervisionBar.tsx';
export { forgetSupervisions, useSupervisionNews, useSupervisions, useSupervisors } from './supervisors-store.ts';
export { useStartSupervision } from './use-supervision.ts';
