/** A receipt as a page to be printed: one HTML document, no script, nothing to load. Every text is escaped. */
import type { Finding } from '../../../shared/contracts/compliance/decision.ts';
import {
  channelWords,
  connectSentence,
  disclosuresOf,
  noCallSentence,
  placedBySentence,
  proofSentence,
  receiptVerdicts,
  recordingChangeSentence,
  recordingSentence,
  setAsideRules,
  sourceOf,
} from '../../../shared/contracts/compliance/receipt-words.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { escapeHtml as escape } from '../../os/escape-html.ts';
import type { Receipt, ReceiptExport } from '../../../shared/contracts/compliance/receipts.contract.ts';

/** `2026-11-24 15:04:05 UTC`: a moment on paper, in a zone that is the same for every reader. */
const moment = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
const rows = (pairs: readonly (readonly [string, string])[]): string =>
  `<table class="facts">${pairs.map(([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(value)}</td></tr>`).join('')}</table>`;
const section = (title: string, content: string): string => `<section><h2>${escape(title)}</h2>${content}</section>`;

const weight = ['block', 'review', 'defer', 'require', 'allow'];
const isHeavier = (one: Finding, other: Finding): number =>
  weight.indexOf(one.verdict) - weight.indexOf(other.verdict) || Number(one.is_policy) - Number(other.is_policy);

function findingRow(finding: Finding): string {
  const marks = [finding.is_policy ? 'own policy' : 'law', ...(finding.mode === 'shadow' ? ['no say yet'] : [])];
  const next = finding.next_lawful_at === null ? '' : ` Lawful again ${moment(finding.next_lawful_at)}.`;
  return `<tr><td>${escape(finding.rule_id)}<br><small>${escape(marks.join(', '))}</small></td>
    <td><b>${escape(finding.title)}</b><br>${escape(finding.reason)}${next}<br><small>${escape(sourceOf(finding))}</small></td>
    <td>${escape(receiptVerdicts[finding.verdict])}</td></tr>`;
}

const findings = ({ decision }: Receipt): string =>
  `<table class="list"><thead><tr><th>Rule</th><th>Finding</th><th>Says</th></tr></thead><tbody>${decision.findings
    .toSorted(isHeavier)
    .map((finding) => findingRow(finding))
    .join('')}</tbody></table>`;

function setAside(receipt: Receipt): string {
  const { set_aside: aside } = receipt.decision;
  if (!aside) return '';
  return section(
    'What was set aside for this one call',
    rows([
      [
        'Rules',
        setAsideRules(receipt)
          .map(({ title, id }) => `${title} (${id})`)
          .join('; '),
      ],
      ['Asked by', `${aside.asked_by}: ${aside.reason}`],
      ...aside.approvals.map(({ by_name: by, at, reason }): [string, string] => [
        'Approved by',
        `${by}, ${moment(at)}: ${reason}`,
      ]),
      ['Override', aside.override_id],
    ]),
  );
}

function outcome(receipt: Receipt): string {
  const { call } = receipt;
  if (!call) return `<p>${noCallSentence(receipt)}</p>`;
  const { recording } = call;
  const changes = recording.changes.map((change): [string, string] => [
    moment(change.at),
    recordingChangeSentence(change),
  ]);
  const placedBy = placedBySentence(receipt);
  return rows([
    ['Call', call.id],
    ...(placedBy === null ? [] : [['Decided', placedBy] satisfies [string, string]]),
    ['Started', moment(call.started_at)],
    ['Answered', call.answered_at === null ? 'No' : moment(call.answered_at)],
    [
      'Ended',
      call.ended_at === null
        ? 'Not known'
        : `${moment(call.ended_at)}${call.ended_by === null ? '' : `, by ${call.ended_by}`}`,
    ],
    ['On the wire', connectSentence(call)],
    ['Disposition', call.disposition_code === null ? 'None saved yet' : dispositionOf(call.disposition_code).label],
    ['Recording', recordingSentence(call)],
    ...changes,
  ]);
}

function disclosures(receipt: Receipt): string {
  const wanted = disclosuresOf(receipt);
  if (wanted.length === 0) return '<p>Nothing had to be said.</p>';
  return rows(
    wanted.map(({ title, at }): [string, string] => [
      title,
      at === null ? 'Not ticked off' : `Ticked off ${moment(at)}`,
    ]),
  );
}

const style = `body{font:11px/1.45 'Liberation Sans',Arial,sans-serif;color:#111;margin:0}h1{font-size:18px;margin:0 0 2px}
h2{font-size:13px;margin:16px 0 4px;border-bottom:1px solid #bbb}p{margin:4px 0}table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:600;vertical-align:top}td{vertical-align:top}.facts th{width:26%;color:#444}.facts th,.facts td,.list th,.list td{padding:2px 6px 2px 0}
.list td{border-top:1px solid #ddd}.list tr{break-inside:avoid}.list td:last-child{white-space:nowrap}small{color:#555}.verdict{font-size:15px;font-weight:700;margin:8px 0}
pre{font:8.5px/1.35 'Liberation Mono',monospace;white-space:pre-wrap;overflow-wrap:anywhere}td{overflow-wrap:anywhere}`;

/** The whole document. */
export function receiptPage({ receipt, exported_at: exportedAt, exported_by: exportedBy }: ReceiptExport): string {
  const { decision, chain } = receipt;
  const next = decision.next_lawful_at === null ? [] : [['Lawful again', moment(decision.next_lawful_at)] as const];
  const zones = decision.zones.map(({ zone, local_time: localTime, sources }): [string, string] => [
    zone,
    `${localTime} (${sources.join(', ')})`,
  ]);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Receipt ${escape(receipt.id)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${style}</style></head><body>
<h1>Receipt of a compliance decision</h1><p>${escape(receipt.organization_name)}</p>
<p class="verdict">${escape(receiptVerdicts[receipt.verdict])}</p>
${rows([
  ['Decided', moment(receipt.at)],
  ['Agent', receipt.agent_name],
  ['Consumer', receipt.consumer_name ?? 'Nobody on file'],
  ['Account', receipt.account_reference ?? 'None chosen'],
  ['Contact', channelWords[receipt.channel]],
  receipt.phone_number === null ? ['Address', receipt.address ?? ''] : ['Number', receipt.phone_number],
  ...next,
  ['Rules in force', decision.pack_version],
  ['Calls counted in 7 days', `${decision.counted_attempts} of ${decision.max_attempts}`],
])}
${section('What the consumer’s clocks said', zones.length === 0 ? '<p>No place is known.</p>' : rows(zones))}
${section('What every rule found', findings(receipt))}
${setAside(receipt)}
${section('What had to be said', disclosures(receipt))}
${section('What became of the call', outcome(receipt))}
${section(
  'Proof',
  `<p>${escape(proofSentence(receipt))}</p>${rows([
    ['Decision', receipt.id],
    ['Place in the agent’s chain', String(chain.sequence)],
    ['Hash (SHA-256)', chain.hash],
    ['Hash of the one before', chain.previous_hash],
    [
      'Seal',
      chain.seal === null ? 'None yet' : `${chain.seal.sequence} of ${moment(chain.seal.at)}, ${chain.seal.hash}`,
    ],
    ['Exported', `${moment(exportedAt)} by ${exportedBy}`],
  ])}`,
)}
${section('Facts used', `<pre>${escape(JSON.stringify(receipt.facts, null, 1))}</pre>`)}
</body></html>`;
}
