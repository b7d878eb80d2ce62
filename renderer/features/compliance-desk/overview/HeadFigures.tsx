import type { ReactNode } from 'react';
import type { Overview, OverviewFigure } from '../../../../shared/contracts/compliance/overview.contract.ts';
import type { LeadingTabProps } from '../desk-tab-props.ts';
import { FigureLink } from './FigureLink.tsx';
import { changeWords, formatCount, type Lead, leadTo, shareWords } from './overview.model.ts';

type CardProps = LeadingTabProps & {
  title: string;
  figure: OverviewFigure;
  lead: Lead;
  days: number;
  children?: ReactNode;
};

const Card = ({ title, figure, lead, days, onOpen, children }: CardProps) => (
  <li className="overview-card">
    <h2>{title}</h2>
    <p className="overview-number">
      <FigureLink value={figure.now} lead={lead} label={title.toLowerCase()} onOpen={onOpen} />
    </p>
    <p>{changeWords(figure, days)}</p>
    {children === undefined ? null : <p className="overview-aside">{children}</p>}
  </li>
);

const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** What is looked at first, each beside the span before. */
export function HeadFigures({ overview, onOpen }: { overview: Overview } & LeadingTabProps) {
  const { days, refused, refused_calls: calls, decided } = overview;
  const share = shareWords(refused.now, decided.now);
  const of = { days, onOpen };
  return (
    <ul className="overview-cards" aria-label="Numbers of the span">
      <Card {...of} title="Refused" figure={refused} lead={leadTo(overview, { outcome: 'refused' })}>
        {plural(calls.now, 'call', 'calls')}, {plural(refused.now - calls.now, 'message', 'messages')}
        {share === null ? '' : `; ${share} of ${plural(decided.now, 'decision', 'decisions')}`}
      </Card>
      <Card
        {...of}
        title="Made by an override"
        figure={overview.overridden}
        lead={leadTo(overview, { outcome: 'overridden' })}
      >
        {overview.overridden.now === 0 ? 'Nothing was set aside' : 'Each receipt names who set aside what'}
      </Card>
      <Card {...of} title="Near misses" figure={overview.near_misses} lead={leadTo(overview, { outcome: 'near-miss' })}>
        The last contact a limit leaves, or within 15 minutes of 9 PM there
      </Card>
      <Card
        {...of}
        title="Disclosures missed"
        figure={overview.disclosures_missed}
        lead={leadTo(overview, { kind: 'disclosure-missed' })}
      >
        <FigureLink
          value={overview.recordings_not_announced.now}
          lead={leadTo(overview, { kind: 'recording-not-announced' })}
          label="recordings not announced"
          onOpen={onOpen}
        >
          {plural(overview.recordings_not_announced.now, 'recording', 'recordings')} not announced
        </FigureLink>
        <FigureLink
          value={overview.disclosures_before_right_party.now}
          lead={leadTo(overview, { kind: 'disclosure-before-right-party' })}
          label="said before the right party was confirmed"
          onOpen={onOpen}
        >
          {formatCount(overview.disclosures_before_right_party.now)} said too early
        </FigureLink>
      </Card>
      <Card
        {...of}
        title="Cost of packs in shadow"
        figure={overview.shadow}
        lead={leadTo(overview, { outcome: 'shadow' })}
      >
        Contacts made that a pack in shadow would have refused
      </Card>
    </ul>
  );
}
