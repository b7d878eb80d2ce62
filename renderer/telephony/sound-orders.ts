/** Orders that are about sound, headset and check-out and not about calls. */
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed, ok, type Result } from '../../shared/contracts/core/result.ts';
import type { CheckOut } from './check-out/check-out.ts';
import type { HeadsetPort } from './headset/headset-port.ts';
import type { PhoneAudio } from './media/phone-audio.ts';
import type { SoundOrder } from './phone.ts';

type Parts = { audio: PhoneAudio; headset: HeadsetPort; checkOut: CheckOut; hasLiveCall: () => boolean };

export const createSoundOrders =
  ({ audio, headset, checkOut, hasLiveCall }: Parts) =>
  (order: SoundOrder): Result<null> | Promise<Result<null>> => {
    switch (order.do) {
      case 'test-audio':
        if (hasLiveCall()) return failed(createProblem('phone/not-possible-now', { message: 'A call is going on.' }));
        audio.tests.start(order.what);
        return ok(null);
      case 'stop-audio-test':
        audio.tests.stop();
        return ok(null);
      case 'connect-headset':
        return headset.connect();
      case 'check-out':
      default:
        void checkOut.run(order.runId);
        return ok(null);
    }
  };
