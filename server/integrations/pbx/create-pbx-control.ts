import { createAsteriskControl } from './asterisk-control.ts';
import { noPbxControl } from './no-control.ts';
import type { PbxControl } from './pbx-control.ts';
import type { PbxControlSetting } from './pbx-settings.ts';
import { createPracticeControl } from './practice-control.ts';

/** The adapter for the PBX this server has. An Asterisk is connected to from now on, until `stop`. */
export function createPbxControl(
  setting: PbxControlSetting | undefined,
  { secret, log }: { secret: string | undefined; log: (message: string) => void },
): PbxControl {
  if (setting === undefined) return noPbxControl;
  if (setting.kind === 'asterisk') return createAsteriskControl({ ...setting, log });
  return createPracticeControl({ url: setting.url, secret: secret ?? '' });
}
