import type { DisputeDetail } from '../../../../shared/contracts/disputes/disputes.contract.ts';
import { formatCalendarDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/States.tsx';

/** Whether the dispute came in the validation period, and from which date that was counted. */
export function periodWords({ is_in_period: isIn, notice_on: noticeOn, ends_on: endsOn }: DisputeDetail['validation']) {
  if (noticeOn === null || endsOn === null) return 'Received within it: no notice stands, so it has not ended';
  const counted = `notice of ${formatCalendarDate(noticeOn)}, last day ${formatCalendarDate(endsOn)}`;
  return isIn ? `Received within it: ${counted}` : `Received after it: ${counted}`;
}

/** What the dispute means for collecting, in one sentence; where New York City holds the debt, its rule has the first word. */
export function DisputeHold({ detail: { dispute, validation, city_hold: city } }: { detail: DisputeDetail }) {
  if (city !== null)
    return (
      <Notice
        tone="stop"
        title={
          city.verdict === 'block'
            ? 'New York City: nobody collects this debt.'
            : 'New York City: compliance must say whether this debt is collected.'
        }
      >
        {city.reason} There a dispute holds whenever it comes, written or spoken ({city.citation}).
      </Notice>
    );
  if (dispute.standing === 'duplicate' && dispute.answer_sent_at === null)
    return (
      <Notice tone="warn" title="Held until the notice of it was sent.">
        A repetition is answered by a notice with its reason; the letter below is that notice.
      </Notice>
    );
  if (dispute.clock === 'stopped') return null;
  if (dispute.form === 'oral')
    return (
      <Notice tone="warn" title="Spoken: the law does not stop collection.">
        By your policy nobody calls about this debt until compliance has answered or released it.
      </Notice>
    );
  if (!validation.is_in_period)
    return (
      <Notice tone="warn" title="After the validation period: the law does not stop collection.">
        {dispute.kind === 'dispute'
          ? 'It stays on file, and the debt is reported as disputed (12 CFR 1006.18(c)(2)).'
          : 'It stays on file; an answer is owed to nobody by then (12 CFR 1006.38(c)).'}
      </Notice>
    );
  if (dispute.disputed_cents !== null)
    return (
      <Notice tone="warn" title="A part is disputed: nobody asks for that part.">
        By your policy calls wait for compliance. The hold ends when the answer has been sent (12 CFR 1006.38).
      </Notice>
    );
  return (
    <Notice tone="stop" title="Nobody collects what is disputed.">
      The hold ends when the answer has been sent, not when it was made ready (12 CFR 1006.38).
    </Notice>
  );
}
