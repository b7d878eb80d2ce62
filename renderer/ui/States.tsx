import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconInbox, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/contracts/core/problem.ts';
import { formatTime } from './format.ts';
import type { Tone } from './StatusPill.tsx';

type StateProps = { icon: ReactNode; title: string; text?: ReactNode; tone?: Tone; code?: string; actions?: ReactNode };

const State = ({ icon, title, text, tone = 'neutral', code, actions }: StateProps) => (
  <div className={`state tone-${tone}`}>
    <span className="state-icon" aria-hidden>
      {icon}
    </span>
    <p className="state-title">{title}</p>
    {text === undefined ? null : <p className="state-text">{text}</p>}
    {actions === undefined ? null : <div className="state-actions">{actions}</div>}
    {code === undefined ? null : <p className="state-code">{code}</p>}
  </div>
);

type EmptyProps = { title: string; text?: ReactNode; icon?: ReactNode; actions?: ReactNode };
/** Nothing is here, which is fine; says what would bring something. */
export const EmptyState = ({ icon = <IconInbox size={20} />, ...rest }: EmptyProps) => <State icon={icon} {...rest} />;

/** Lines where text will stand. */
export const LoadingState = ({ label, lines = 6 }: { label: string; lines?: number }) => (
  <output className="skeleton" aria-label={label}>
    {Array.from({ length: lines }, (_, index) => (
      <i key={index} />
    ))}
  </output>
);

/** The person's role does not reach here. */
export const DeniedState = ({ what }: { what: string }) => (
  <State
    icon={<IconLock size={20} />}
    title={`${what} is not part of your role`}
    text="Ask an administrator if you need it for your work."
  />
);

/** A failure in a panel: what happened, what to do next, retry, and the number support asks for. */
export function ProblemState({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  if (problem.code === 'permission/denied') return <DeniedState what="This" />;
  const isOffline = problem.code === 'network/offline' || problem.code === 'server/unavailable';
  return (
    <div role="alert" style={{ height: '100%' }}>
      <State
        icon={isOffline ? <IconCloudOff size={20} /> : <IconAlertTriangle size={20} />}
        tone={isOffline ? 'warn' : 'stop'}
        title={problem.message}
        text={problem.next}
        {...(problem.request_id === null ? {} : { code: `Number for support: ${problem.request_id}` })}
        actions={
          onRetry === undefined ? undefined : (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      />
    </div>
  );
}

type NoticeProps = { tone?: Tone; icon?: ReactNode; title: ReactNode; children?: ReactNode; isAlert?: boolean };
/** A sentence inside a panel that must not be missed. */
export const Notice = ({ tone = 'neutral', icon, title, children, isAlert = false }: NoticeProps) => (
  <div className={`notice tone-${tone}`} role={isAlert ? 'alert' : undefined}>
    {icon ?? <IconAlertTriangle size={16} aria-hidden />}
    <div className="notice-body">
      <strong>{title}</strong>
      {children}
    </div>
  </div>
);

/** A problem as a notice: message in bold, then what to do next. */
export const ProblemNotice = ({ problem }: { problem: Problem }) => (
  <Notice tone="stop" isAlert title={problem.message}>
    {problem.next}
  </Notice>
);

/** Data from the cache of this computer, with its time. */
export const StaleMark = ({ asOf }: { asOf: string }) => (
  <span className="stale-mark">
    <IconCloudOff size={14} aria-hidden /> Offline, as of {formatTime(asOf)}
  </span>
);
