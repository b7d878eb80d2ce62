import { Button, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { dispositionCodes } from '../../../shared/domain/dispositions/disposition-codes.ts';
import type { ParkedItem } from '../../../shared/ipc/local-schemas.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatDateTime } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { ProblemNotice } from '../../ui/States.tsx';
import { bodyOf, isDisposition, serverVersion, withBody } from './outbox.model.ts';

/** One item the server refused: why, what it says, and how to correct and resend it. */
export function ParkedCard({ item, onResent }: { item: ParkedItem; onResent: () => void }) {
  const [payload, setPayload] = useState(item.payload);
  const resend = useMutation({
    mutationFn: async () => request('outbox:resend', { id: item.id, payload }),
    onSuccess: onResent,
  });
  const version = serverVersion(item.problem.detail);
  return (
    <article className="parked" aria-label={item.title}>
      <header>
        <h3>{item.title}</h3>
        <p className="muted">
          Saved {formatDateTime(item.savedAt)}, refused {formatDateTime(item.parkedAt)}
        </p>
      </header>
      <ProblemNotice problem={item.problem} />
      {item.problem.issues?.map((issue) => (
        <p key={issue.path} className="parked-issue">
          <span className="mono">{issue.path}</span> {issue.message}
        </p>
      ))}
      {isDisposition(item.kind) ? (
        <DispositionFields payload={payload} onChange={setPayload} />
      ) : (
        <ScrollRegion label="What was saved">
          <pre>{JSON.stringify(payload, null, 2)}</pre>
        </ScrollRegion>
      )}
      {resend.isError ? <ProblemNotice problem={problemOf(resend.error)} /> : null}
      <footer>
        {item.problem.request_id === null ? null : <span className="mono muted">{item.problem.request_id}</span>}
        {version === null ? null : (
          <Button variant="default" onClick={() => setPayload(withBody(payload, { base_version: version }))}>
            Replace the server&apos;s version {version}
          </Button>
        )}
        <Button loading={resend.isPending} onClick={() => resend.mutate()}>
          Send again
        </Button>
      </footer>
    </article>
  );
}

type FieldProps = { payload: Record<string, unknown>; onChange: (payload: Record<string, unknown>) => void };

function DispositionFields({ payload, onChange }: FieldProps) {
  const { code, notes } = bodyOf(payload);
  return (
    <div className="parked-fields">
      <Select
        label="How the call ended"
        data={dispositionCodes.map((each) => ({ value: each.code, label: each.label }))}
        value={typeof code === 'string' ? code : null}
        onChange={(value) => onChange(withBody(payload, { code: value }))}
      />
      <Textarea
        label="Notes"
        autosize
        minRows={2}
        maxLength={4000}
        value={typeof notes === 'string' ? notes : ''}
        onChange={(event) => onChange(withBody(payload, { notes: event.currentTarget.value }))}
      />
    </div>
  );
}
