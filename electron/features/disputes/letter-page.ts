/** A letter as a page to be printed: one HTML document, no script, nothing to load. Every text is escaped. */
import type { DisputeDetail } from '../../../shared/contracts/disputes/disputes.contract.ts';
import { escapeHtml } from '../../os/escape-html.ts';

const style = `body{font:12pt/1.5 'Liberation Serif','Times New Roman',serif;color:#111;margin:18mm 20mm}h1{font-size:14pt;margin:0 0 10mm}
p{margin:0 0 5mm}footer{margin-top:12mm;font-size:10pt;color:#444}`;

/** The whole document. */
export function letterPage({ title, paragraphs, enclosures }: DisputeDetail['letter']): string {
  const enclosed = enclosures.length === 0 ? '' : `<footer>Enclosed: ${escapeHtml(enclosures.join('; '))}</footer>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1>${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}${enclosed}</body></html>`;
}
