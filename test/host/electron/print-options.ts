import type * as E from 'electron';
import type { CdpCommands } from '../chromium/cdp-types.ts';

/**
 * What `printToPDF` is asked, as Chromium takes it. Inches as in Electron; of the paper sizes only US letter, which is
 * Chromium's own. An option that is not known here throws by its name.
 */
export function printOptions(options: E.PrintToPDFOptions): CdpCommands['Page.printToPDF']['params'] {
  const { pageSize = 'Letter', margins = {}, printBackground = false, displayHeaderFooter = false, ...more } = options;
  const { headerTemplate = '', footerTemplate = '', ...unknown } = more;
  if (pageSize !== 'Letter') throw new Error('Electron stand-in: printToPDF knows US letter only');
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new Error(`Electron stand-in: printToPDF does not know ${name}`);
  const { top = 0.4, bottom = 0.4, left = 0.4, right = 0.4 } = margins;
  const margin = { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right };
  return { printBackground, displayHeaderFooter, headerTemplate, footerTemplate, ...margin };
}
