import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconFileTypePdf, IconJson, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
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
import type { Receipt, ReceiptFormat } from '../../../shared/contracts/compliance/receipts.contract.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { announce } from '../../platform/announcer.ts';
import { invoke, problemOf, request } from '../../platform/bridge.ts';
import { formatDate, formatDateTime, formatPhone, formatTime, formatTimeSeconds } from '../../ui/format.ts';
import { LoadingState, Notice, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { OriginPill } from '../../ui/OriginPill.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { verdictWords } from '../../ui/verdict-words.ts';
import { clearFindings, decidingFindings } from './verdict.model.ts';
import './receipt.css';

type Props = {
  id: string;
  /** Shows everything that was decided about the account; null where there is no list. */
  onAccount: ((account: { id: string; reference: string }) => void) | null;
};

const moment = (at: string): string => `${formatDate(at)}, ${formatTimeSeconds(at)}`;

/** One stored decision whole: what it said and why, the facts, the proof, and what became of the call. */
export function ReceiptView({ id, onAccount }: Props) {
  const receipt = useQuery({
    queryKey: ['receipt', id],
    queryFn: async () => request('compliance:get-decision', id),
  });
  if (receipt.isPending) return <LoadingState label="Loading the receipt" lines={12} />;
  if (receipt.isError)
    return <ProblemState problem={problemOf(receipt.error)} onRetry={() => void receipt.refetch()} />;
  return <ReceiptContent receipt={receipt.data} onAccount={onAccount} />;
}

function ReceiptContent({ receipt, onAccount }: { receipt: Receipt } & Pick<Props, 'onAccount'>) {
  const { decision, account_id: accountId, account_reference: reference } = receipt;
  const words = verdictWords[receipt.verdict];
  return (
    <article className="receipt" aria-label="Receipt">
      <header className={`receipt-head tone-${words.tone}`}>
        <div>
          <p className="receipt-verdict">{receiptVerdicts[receipt.verdict]}</p>
          <p>
            {channelWords[receipt.channel]} ·{' '}
            {receipt.phone_number === null ? receipt.address : formatPhone(receipt.phone_number)} ·{' '}
            {receipt.consumer_name ?? 'nobody on file'} · {moment(receipt.at)}
          </p>
        </div>
        <ExportButtons id={receipt.id} />
      </header>
      <dl className="facts">
        <dt>Agent</dt>
        <dd>{receipt.agent_name}</dd>
        <dt>Account</dt>
        <dd>
          {reference ?? 'None was chosen'}{' '}
          {onAccount && accountId !== null && reference !== null ? (
            <Button variant="subtle" size="compact-xs" onClick={() => onAccount({ id: accountId, reference })}>
              All about this account
            </Button>
          ) : null}
        </dd>
        {decision.next_lawful_at === null ? null : (
          <>
            <dt>Lawful again</dt>
            <dd>{formatDateTime(decision.next_lawful_at)}</dd>
          </>
        )}
        <dt>Counted calls</dt>
        <dd>
          {decision.counted_attempts} of {decision.max_attempts} in 7 days
        </dd>
        <dt>Consumer’s clocks</dt>
        <dd>
          {decision.zones.length === 0 ? 'No place is known' : null}
          <ul className="receipt-lines">
            {decision.zones.map(({ zone, sources }) => (
              <li key={zone}>
                <b className="figure">{formatTime(decision.evaluated_at, zone)}</b> {zone}{' '}
                <span className="muted">{sources.join(', ')}</span>
              </li>
            ))}
          </ul>
        </dd>
        <dt>Rules in force</dt>
        <dd>
          <PacksInForce versions={decision.pack_version.split(' ')} />
        </dd>
      </dl>
      <section aria-label="Why">
        <h3>Why</h3>
        {decidingFindings(decision).length === 0 ? <p className="muted">No rule had anything against it.</p> : null}
        <ul className="receipt-findings">
          {decidingFindings(decision).map((finding) => (
            <FindingLine key={`${finding.pack_id} ${finding.rule_id}`} finding={finding} />
          ))}
        </ul>
        <details>
          <summary>{clearFindings(decision).length} rules had nothing against it</summary>
          <ul className="receipt-findings">
            {clearFindings(decision).map((finding) => (
              <FindingLine key={`${finding.pack_id} ${finding.rule_id}`} finding={finding} />
            ))}
          </ul>
        </details>
      </section>
      <SetAside receipt={receipt} />
      <Outcome receipt={receipt} />
      <Proof receipt={receipt} />
      <details>
        <summary>Facts used</summary>
        <pre className="mono receipt-facts">{JSON.stringify(receipt.facts, null, 2)}</pre>
      </details>
    </article>
  );
}

/** `us-federal@2026-11-26` and its like: every pack that was asked, with the version that was in force. */
const PacksInForce = ({ versions }: { versions: string[] }) => (
  <details>
    <summary>
      {versions.length} rule {versions.length === 1 ? 'pack' : 'packs'}
    </summary>
    <ul className="receipt-packs">
      {versions.map((version) => (
        <li key={version}>
          <b>{version.split('@')[0]}</b> <span className="muted figure">{version.split('@')[1]}</span>
        </li>
      ))}
    </ul>
  </details>
);

const FindingLine = ({ finding }: { finding: Finding }) => (
  <li>
    <p className="finding-title">
      {finding.title} <small className="muted figure">{finding.rule_id}</small>{' '}
      <StatusPill tone={verdictWords[finding.verdict].tone}>{verdictWords[finding.verdict].badge}</StatusPill>
      <OriginPill isPolicy={finding.is_policy} />
      {finding.mode === 'shadow' ? <StatusPill isOutline>Shadow: no say</StatusPill> : null}
    </p>
    <p>{finding.reason}</p>
    <p className="finding-citation">{sourceOf(finding)}</p>
  </li>
);

/** The refusal stands as the engine gave it; this is why the call was made all the same. */
function SetAside({ receipt }: { receipt: Receipt }) {
  const aside = receipt.decision.set_aside;
  if (!aside) return null;
  return (
    <section aria-label="Set aside for this one call">
      <h3>Set aside for this one call</h3>
      <dl className="facts">
        <dt>Rules</dt>
        <dd>
          <ul className="receipt-lines">
            {setAsideRules(receipt).map(({ title, id }) => (
              <li key={id}>
                {title} <small className="muted">{id}</small>
              </li>
            ))}
          </ul>
        </dd>
        <dt>Asked by</dt>
        <dd>
          {aside.asked_by}: {aside.reason}
        </dd>
        <dt>Approved by</dt>
        <dd>
          <ul className="receipt-lines">
            {aside.approvals.map(({ by_id, by_name: by, at, reason }) => (
              <li key={by_id}>
                {by}, {moment(at)}: {reason}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}

function Outcome({ receipt }: { receipt: Receipt }) {
  const { call } = receipt;
  const placedBy = placedBySentence(receipt);
  if (!call)
    return (
      <section aria-label="What became of it">
        <h3>What became of it</h3>
        <p>{noCallSentence(receipt)}</p>
      </section>
    );
  return (
    <section aria-label="What became of it">
      <h3>What became of it</h3>
      <p>{connectSentence(call)}</p>
      {placedBy === null ? null : <p className="muted">{placedBy}</p>}
      <dl className="facts">
        <dt>Started</dt>
        <dd>{moment(call.started_at)}</dd>
        <dt>Ended</dt>
        <dd>
          {call.ended_at === null ? 'Not known yet' : moment(call.ended_at)}
          {call.ended_by === null
            ? ''
            : `, by ${call.ended_by === 'remote' ? 'the other side' : `the ${call.ended_by}`}`}
        </dd>
        <dt>Disposition</dt>
        <dd>{call.disposition_code === null ? 'None saved yet' : dispositionOf(call.disposition_code).label}</dd>
        <dt>Disclosures</dt>
        <dd>
          <ul className="receipt-lines">
            {disclosuresOf(receipt).map(({ code, title, at }) => (
              <li key={code}>
                {title}:{' '}
                {at === null ? (
                  <StatusPill tone="warn">Not ticked off</StatusPill>
                ) : (
                  `ticked off ${formatTimeSeconds(at)}`
                )}
              </li>
            ))}
          </ul>
        </dd>
        <dt>Recording</dt>
        <dd>
          {recordingSentence(call)}
          <ul className="receipt-lines">
            {call.recording.changes.map((change) => (
              <li key={change.at}>
                {formatTimeSeconds(change.at)}: {recordingChangeSentence(change)}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}

function Proof({ receipt }: { receipt: Receipt }) {
  const { chain } = receipt;
  const Icon = chain.is_intact ? IconShieldCheck : IconShieldX;
  return (
    <section aria-label="Proof">
      <h3>Proof</h3>
      <Notice
        tone={chain.is_intact ? 'good' : 'stop'}
        icon={<Icon size={16} aria-hidden />}
        title={proofSentence(receipt)}
        isAlert={!chain.is_intact}
      />
      <dl className="facts">
        <dt>Place in the agent’s chain</dt>
        <dd className="figure">{chain.sequence}</dd>
        <dt>Hash</dt>
        <dd className="mono">{chain.hash}</dd>
        <dt>Hash before it</dt>
        <dd className="mono">{chain.previous_hash}</dd>
        {chain.seal === null ? null : (
          <>
            <dt>Seal {chain.seal.sequence}</dt>
            <dd>{moment(chain.seal.at)}</dd>
          </>
        )}
        <dt>Decision</dt>
        <dd className="mono">{receipt.id}</dd>
        <CallId receipt={receipt} />
      </dl>
    </section>
  );
}

/** The id of the call, which a legal hold on a single call asks for. */
function CallId({ receipt: { call } }: { receipt: Receipt }) {
  const copying = useMutation({
    mutationFn: async (id: string) => navigator.clipboard.writeText(id),
    onSuccess: () => announce('The call’s id is on the clipboard'),
  });
  if (call === null) return null;
  return (
    <>
      <dt>Call</dt>
      <dd>
        <span className="mono">{call.id}</span>{' '}
        <Button variant="subtle" size="compact-xs" onClick={() => copying.mutate(call.id)}>
          {copying.isSuccess ? 'Copied' : 'Copy the call’s id'}
        </Button>
        {copying.isError ? <Notice tone="warn" isAlert title="The clipboard could not be written." /> : null}
      </dd>
    </>
  );
}

/** Takes the receipt out as a file. Who did is on record, so nothing is exported without the server. */
function ExportButtons({ id }: { id: string }) {
  const exporting = useMutation({
    mutationFn: async (format: ReceiptFormat) => request('compliance:export-receipt', { id, format }),
    onSuccess: ({ fileName }) => announce(`${fileName} is in your Downloads folder`),
  });
  const { data, error, isPending, variables } = exporting;
  return (
    <div className="receipt-export">
      {(['pdf', 'json'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          leftSection={
            format === 'pdf' ? <IconFileTypePdf size={15} aria-hidden /> : <IconJson size={15} aria-hidden />
          }
          loading={isPending && variables === format}
          disabled={isPending}
          onClick={() => exporting.mutate(format)}
        >
          Export {format.toUpperCase()}
        </Button>
      ))}
      {data ? (
        <p className="receipt-file">
          {data.fileName} is in your Downloads folder.{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => void invoke('compliance:show-export', data.fileName)}
          >
            Show it
          </Button>
        </p>
      ) : null}
      {error ? <ProblemNotice problem={problemOf(error)} /> : null}
    </div>
  );
}
