/** The real phone page in a real Chromium against the real practice line. */
import { issueSipCredentials } from '../../server/features/telephony/sip-credentials.ts';
import { PracticeLine } from '../../server/practice-line/practice-line.ts';
import { createId } from '../../shared/domain/ids.ts';
import { PhoneBrowser, type PhoneBrowserOptions } from './phone-browser.ts';
import { type Exchange, goodPermit, type PhoneOptions, type PhonePage } from './phone-page.ts';

export { microphoneHz } from './phone-browser.ts';
export { PhonePage, type PhoneOptions } from './phone-page.ts';

const sipSecret = 'the key of this test';

export class PhoneBench {
  readonly line: PracticeLine;
  readonly origin: string;
  #browser: PhoneBrowser;

  private constructor(browser: PhoneBrowser, line: PracticeLine) {
    this.#browser = browser;
    this.origin = browser.origin;
    this.line = line;
  }

  static async start(options: PhoneBrowserOptions = {}): Promise<PhoneBench> {
    const browser = await PhoneBrowser.start(options);
    const line = await PracticeLine.start({
      sipSecret,
      origins: [browser.origin],
      redeemPermit: ({ permit }) =>
        Promise.resolve(
          permit === goodPermit
            ? { outcome: 'allowed', callId: createId(), callerId: '+15555550199' }
            : { outcome: 'refused' },
        ),
    });
    return new PhoneBench(browser, line);
  }

  browserProcessId(): Promise<number> {
    return this.#browser.processId();
  }

  async stop(): Promise<void> {
    await this.#browser.stop();
    await this.line.stop();
  }

  /** A page with a phone in it; signed in, so that it registers by itself unless told otherwise. */
  open(agent: string, options: PhoneOptions = {}): Promise<PhonePage> {
    const { url, domain } = this.line;
    const exchange: Exchange = {
      url,
      domain,
      isPractice: true,
      loginOf: (user, expiresAtSeconds) => issueSipCredentials(sipSecret, user, expiresAtSeconds),
    };
    return this.#browser.open(agent, exchange, options);
  }
}
