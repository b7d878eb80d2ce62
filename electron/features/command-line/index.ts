export { createCommandLineService } from './command-line.service.ts';
export { openCommandLineSocket } from './command-line.socket.ts';
