/** A real Asterisk with the dialplan that customers are given, and the real server: no permit, no call. */
import path from 'node:path';
import { describePermitGate, emails } from '../phones/permit-gate.ts';
import { accountOf, Lab } from './lab/lab.ts';
import { measureRecording } from './lab/wav.ts';

describePermitGate('Asterisk', async () => {
  const lab = await Lab.prepare(emails);
  const { sipUrl, domain, serverEnvironment } = lab.access;
  return {
    sipUrl,
    domain,
    serverEnvironment,
    async start(_origin, serverUrl, pbxSecret) {
      await lab.start(serverUrl, pbxSecret);
    },
    loginOf({ email }) {
      const account = accountOf(emails.findIndex((each) => each === email));
      return { user: account.username, ...account };
    },
    askAt(serverUrl, pbxSecret) {
      lab.asterisk.cli(`dialplan set global DESKLINE_SERVER ${serverUrl}`);
      lab.asterisk.cli(`dialplan set global DESKLINE_PBX_SECRET ${pbxSecret}`);
    },
    heardFrom: async (callId) => measureRecording(path.join(lab.asterisk.recordings, `${callId}-agent.wav`)),
    stop: () => lab.stop(),
  };
});
