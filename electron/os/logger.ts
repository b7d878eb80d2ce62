/** One line per event into the log file: `2026-11-22T… info outbox.uploaded {"kind":"disposition"}`. Redacted on the way. */
import path from 'node:path';
import log from 'electron-log/main.js';
import { type LogFields, redactError, redactFields } from '../security/redact.ts';

export type Logger = {
  info: (event: string, fields?: LogFields) => void;
  warn: (event: string, fields?: LogFields, error?: unknown) => void;
  error: (event: string, fields?: LogFields, error?: unknown) => void;
};

const lineOf = (event: string, fields: LogFields, error?: unknown): string =>
  `${event} ${JSON.stringify({ ...redactFields(fields), ...(error === undefined ? {} : redactError(error)) })}`;

/** Opens the log file in `folder`; 5 MB, one old file kept. */
export function openLogger(folder: string): Logger {
  log.transports.console.level = false;
  log.transports.file.level = 'info';
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.file.format = '{iso} {level} {text}';
  log.transports.file.resolvePathFn = () => path.join(folder, 'deskline.log');
  return {
    info: (event, fields = {}) => log.info(lineOf(event, fields)),
    warn: (event, fields = {}, error) => log.warn(lineOf(event, fields, error)),
    error: (event, fields = {}, error) => log.error(lineOf(event, fields, error)),
  };
}
