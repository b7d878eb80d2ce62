import '../platform/strict-csp.ts';
import { App } from './App.tsx';
import { mount } from './mount.tsx';

mount(<App home="supervisor" />);
