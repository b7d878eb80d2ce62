/** The practice line and the real server together: no permit, no call. */
import { issueSipCredentials } from '../../server/features/telephony/sip-credentials.ts';
import { createPermitRedemption } from '../../server/practice-line/permit-redemption.ts';
import { PracticeLine } from '../../server/practice-line/practice-line.ts';
import { freePort } from '../../build/run/data-directory.ts';
import { describePermitGate } from '../phones/permit-gate.ts';

const sipSecret = 'sip-secret-of-this-spec';
const domain = 'practice.invalid';

describePermitGate('the practice line', async () => {
  const port = await freePort();
  const sipUrl = `ws://127.0.0.1:${port}`;
  let line: PracticeLine | undefined;
  let redeem = createPermitRedemption('http://127.0.0.1:9', '');
  return {
    sipUrl,
    domain,
    serverEnvironment: { DESKLINE_SIP_URLS: sipUrl, DESKLINE_SIP_SECRET: sipSecret, DESKLINE_SIP_DOMAIN: domain },
    async start(origin, serverUrl, pbxSecret) {
      redeem = createPermitRedemption(serverUrl, pbxSecret);
      line = await PracticeLine.start({
        sipSecret,
        domain,
        port,
        origins: [origin],
        redeemPermit: (request) => redeem(request),
      });
    },
    loginOf: ({ sipUser }) => ({
      user: sipUser,
      ...issueSipCredentials(sipSecret, sipUser, Date.now() / 1000 + 600),
    }),
    askAt(serverUrl, pbxSecret) {
      redeem = createPermitRedemption(serverUrl, pbxSecret);
    },
    async heardFrom(_callId, phoneNumber) {
      const call = line?.endedCalls.findLast((each) => each.remote === phoneNumber);
      return call?.leg?.heard.measure() ?? { toneHz: null, levelDbfs: -96 };
    },
    stop: async () => line?.stop(),
  };
});
