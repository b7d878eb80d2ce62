/** Entry of the hidden phone window. */
import '../platform/strict-csp.ts';
import { startPhonePage } from '../telephony/phone-page.ts';

if (!window.deskline) throw new Error('The phone page runs only inside Deskline.');
await startPhonePage(window.deskline);
