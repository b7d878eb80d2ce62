import { Checkbox } from '@mantine/core';
import type { Obligation } from '../../../shared/contracts/compliance/decision.ts';
import { isoNow, systemClock } from '../../../shared/domain/clock.ts';
import { formatTimeSeconds } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { changeDraft, useDraft } from './draft-store.ts';
import { useCalls } from './use-phone.ts';
import { toggleDisclosure } from './wrap-up.model.ts';
import './wrap-up.css';

/** What must be said in this call, ready to read aloud; each ticked off with its moment. */
export function ScriptPanel({ obligations }: { obligations: readonly Obligation[] }) {
  const { wrapUp: call } = useCalls();
  const draft = useDraft(call?.callId ?? null, call?.accountId ?? null);
  if (obligations.length === 0) return null;
  const said = new Map(draft?.disclosures.map((each) => [each.code, each.at]));
  return (
    <Panel title="Say this" note={draft ? `${said.size} of ${obligations.length} said` : 'Required in this call'}>
      <ol className={draft ? 'script is-live' : 'script'}>
        {obligations.map(({ code, title, text, citation }) => {
          const at = said.get(code);
          return (
            <li key={code} className={at === undefined ? '' : 'is-said'}>
              {draft ? (
                <Checkbox
                  label={title}
                  checked={at !== undefined}
                  size="xs"
                  onChange={() =>
                    changeDraft(draft.callId, (now) => ({
                      disclosures: toggleDisclosure(now, code, isoNow(systemClock)),
                    }))
                  }
                />
              ) : (
                <p className="script-title">{title}</p>
              )}
              <blockquote>{text}</blockquote>
              <p className="script-foot">
                <span>{citation}</span>
                {at === undefined ? null : <span className="figure">Said {formatTimeSeconds(at)}</span>}
              </p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
