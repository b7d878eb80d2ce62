/** What a report of a broken panel carries: no names, numbers or notes; those are masked before anybody sees them. */
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';

export type Report = ChannelRequest<'feedback:send'>;

/** Masks what could be personal in an error's text: digits in a row, e-mail addresses, quoted text. */
export const maskPersonal = (text: string): string =>
  text
    .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, '[e-mail]')
    .replace(/"[^"]*"|'[^']*'/g, '[text]')
    .replace(/\+?\d[\d\s().-]{5,}\d/g, '[number]');

const trim = (text: string): string => text.slice(0, 4000);

/** The report of an error in a panel, ready to be shown and sent as it is. */
export function createPanelReport(panel: string, error: unknown, version: string, comment: string): Report {
  const cause = error instanceof Error ? error : new Error(String(error));
  return {
    kind: 'panel-error',
    text: comment.trim() === '' ? `The panel "${panel}" failed.` : comment.trim(),
    context: {
      panel,
      version,
      error: trim(maskPersonal(`${cause.name}: ${cause.message}`)),
      stack: trim(maskPersonal((cause.stack ?? '').split('\n').slice(1, 9).join('\n'))),
    },
  };
}
