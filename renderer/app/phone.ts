/** Entry of the hidden phone window. */
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';
import { startPhonePage } from '../telephony/phone-page.ts';

const { deskline } = globalThis as typeof globalThis & { deskline: DesklineBridge };
await startPhonePage(deskline);
