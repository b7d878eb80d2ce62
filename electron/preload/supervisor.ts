import { exposeBridge } from './create-bridge.ts';

exposeBridge('supervisor');
