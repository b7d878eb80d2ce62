export { commandWordsOf } from './command.ts';
export { runCommandLine } from './command-line.client.ts';
export { createCommandLineService } from './command-line.service.ts';
export { openCommandLineSocket } from './command-line.socket.ts';
