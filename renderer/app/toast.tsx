import '../platform/strict-csp.ts';
import { ToastScreen } from '../features/calls/index.ts';
import { mount } from './mount.tsx';

mount(<ToastScreen />);
