/**
 * What became of a REFER, told in NOTIFYs with a piece of SIP each (RFC 3515 section 2.4.4, RFC 3420).
 *
 *     202 ──> NOTIFY 100 ──> NOTIFY 180 ──> NOTIFY 2xx or failure, "terminated"; nothing after it
 */
import type { Core } from 'sip.js';

const subscriptionSeconds = 180;
const reasons: Record<number, string | undefined> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'Call Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
};

/** The dialog the REFER came in; undefined once that is over. */
type Dialog = { notify(delegate: undefined, options: Core.RequestOptions): unknown };

export class ReferNotices {
  #dialog: () => Dialog | undefined;
  #id: number;
  #isOver = false;

  /** `referSequence` is the CSeq number of the REFER: it tells several in one dialog apart. */
  constructor(dialog: () => Dialog | undefined, referSequence: number) {
    this.#dialog = dialog;
    this.#id = referSequence;
  }

  /** Tells a SIP status; 200 and above are the last word. */
  tell(status: number): void {
    if (this.#isOver) return;
    this.#isOver = status >= 200;
    const state = this.#isOver ? 'terminated;reason=noresource' : `active;expires=${subscriptionSeconds}`;
    const content = `SIP/2.0 ${status} ${reasons[status] ?? 'Refused'}\r\n`;
    this.#dialog()?.notify(undefined, {
      extraHeaders: [`Event: refer;id=${this.#id}`, `Subscription-State: ${state}`],
      body: { contentDisposition: 'render', contentType: 'message/sipfrag;version=2.0', content },
    });
  }
}
