import { IconCheck } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import type { OnboardingStep } from '../../../../shared/domain/onboarding/onboarding-steps.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatDateTime } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { LoadingState, Notice, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import type { DeskTabProps } from '../desk-tab-props.ts';
import { CallerIdsStep, PacksStep, ScriptsStep } from './ConfirmSteps.tsx';
import { IdentityStep } from './IdentityStep.tsx';
import { LicensesStep } from './LicensesStep.tsx';
import { RetentionStep } from './RetentionStep.tsx';
import { progressOf, type StepProps } from './setup.model.ts';
import { useOnboarding } from './use-onboarding.ts';
import './setup.css';

const contents: Readonly<Record<OnboardingStep, ComponentType<StepProps>>> = {
  identity: IdentityStep,
  licenses: LicensesStep,
  packs: PacksStep,
  'caller-ids': CallerIdsStep,
  scripts: ScriptsStep,
  retention: RetentionStep,
};

/** What the organization settles before anybody dials for it: a list of steps, and the step that is open. */
export function SetupTab({ may }: DeskTabProps) {
  const onboarding = useOnboarding();
  const [chosen, setChosen] = useState<OnboardingStep | null>(null);
  if (onboarding.isPending) return <LoadingState label="Loading the setup" lines={10} />;
  if (!onboarding.data)
    return <ProblemState problem={problemOf(onboarding.error)} onRetry={() => void onboarding.refetch()} />;
  const state = onboarding.data;
  const firstOpen = state.steps.find(({ is_done: isDone }) => !isDone) ?? state.steps[0];
  const open = state.steps.find(({ step }) => step === chosen) ?? firstOpen;
  const progress = progressOf(state);
  const doneCount = state.steps.filter(({ is_done: isDone }) => isDone).length;
  if (!open) return null;
  const Content = contents[open.step];
  return (
    <div className="desk-split setup-tab">
      <Panel title="Setup" note={`${doneCount} of ${state.steps.length} done`}>
        <Notice
          tone={progress.tone}
          title={progress.title}
          {...(progress.tone === 'good' ? { icon: <IconCheck size={16} aria-hidden /> } : {})}
        >
          <span>{progress.text}</span>
        </Notice>
        <ScrollRegion className="page-scroll" label="Steps of the setup">
          <ul className="desk-list setup-list">
            {state.steps.map(({ step, title, is_done: isDone, missing, answered }) => (
              <li key={step}>
                <button type="button" aria-pressed={step === open.step} onClick={() => setChosen(step)}>
                  <b className="truncate">{title}</b>
                  <span className="truncate">{missing ?? (answered ? `By ${answered.by}` : 'Decided one by one')}</span>
                  <StatusPill tone={isDone ? 'good' : state.may_dial ? 'warn' : 'stop'} isOutline>
                    {isDone ? 'Done' : 'Open'}
                  </StatusPill>
                </button>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      </Panel>
      <Panel
        key={open.step}
        title={open.title}
        note={open.answered ? `${open.answered.by}, ${formatDateTime(open.answered.at)}` : 'Nobody has answered yet'}
      >
        <ScrollRegion className="page-scroll" label={open.title}>
          <div className="setup-step">
            <p className="setup-why">
              {open.why}
              <small>{open.citation}</small>
            </p>
            <Content state={state} mayChange={may('onboarding.manage')} />
          </div>
        </ScrollRegion>
      </Panel>
    </div>
  );
}
