import type { PhoneCall, QualityPoint } from '../../../shared/ipc/phone-snapshot.ts';
import { problemOf } from '../../platform/bridge.ts';
import { mosBands } from '../../ui/quality-words.ts';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { TimeChart } from '../../ui/TimeChart.tsx';
import { columnsOf, type Figure, qualitySentence } from './quality.model.ts';
import { useQuality } from './use-quality.ts';

const bands = [
  { from: 1, to: mosBands.red, color: '--stop-soft' },
  { from: mosBands.red, to: mosBands.amber, color: '--warn-soft' },
];
/** `floor`: the chart reaches at least this far up, so that a calm line looks calm. */
const lesser: readonly { figure: Figure; label: string; floor: number; write: (value: number) => string }[] = [
  { figure: 'rtt_ms', label: 'Delay', floor: 200, write: (value) => `${value.toFixed(0)} ms` },
  { figure: 'jitter_ms', label: 'Jitter', floor: 30, write: (value) => `${value.toFixed(0)} ms` },
  { figure: 'loss_percent', label: 'Lost', floor: 3, write: (value) => `${value.toFixed(1)} %` },
];

/** The last five minutes of the call's sound: mean opinion score on its bands, delay, jitter and loss. */
export function QualityPanel({ call }: { call: PhoneCall }) {
  const { points, first } = useQuality(call.callId);
  if (first.isPending && points.length === 0) return <LoadingState label="Loading the quality" lines={4} />;
  if (first.isError && points.length === 0)
    return <ProblemState problem={problemOf(first.error)} onRetry={() => void first.refetch()} />;
  if (points.length === 0)
    return <EmptyState title="Nothing measured yet" text="The first figure comes a few seconds into the call." />;
  const sentence = qualitySentence(points);
  return (
    <div className="quality">
      <h3>Mean opinion score</h3>
      <TimeChart
        label={`Mean opinion score of the last five minutes. ${sentence}`}
        data={columnsOf(points, 'mos')}
        series={[{ label: 'MOS', color: '--accent', width: 2 }]}
        range={[1, 4.6]}
        bands={bands}
        width={400}
        height={150}
      />
      <p className="quality-say">{sentence}</p>
      <dl className="quality-figures">
        {lesser.map((each) => (
          <LesserFigure key={each.figure} points={points} {...each} />
        ))}
      </dl>
      {call.incidents.length === 0 ? null : (
        <ul className="quality-incidents">
          {call.incidents.map(({ sentence: each }, index) => (
            <li key={`${String(index)} ${each}`}>{each}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

type LesserProps = { points: readonly QualityPoint[] } & (typeof lesser)[number];

function LesserFigure({ points, figure, label, write, floor }: LesserProps) {
  const values = points.map((point) => point[figure]);
  const most = Math.max(...values);
  const now = values.at(-1) ?? 0;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong className="figure">{write(now)}</strong>
        <TimeChart
          label={`${label} of the last five minutes, now ${write(now)}, most ${write(most)}`}
          data={columnsOf(points, figure)}
          series={[{ label, color: '--accent', width: 1.5 }]}
          range={[0, Math.max(most, floor)]}
          width={120}
          height={34}
          isBare
        />
        <span className="muted figure">most {write(most)}</span>
      </dd>
    </div>
  );
}
