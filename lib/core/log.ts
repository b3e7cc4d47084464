import pino from 'pino';
import { env } from '@/lib/core/env';

const SECRET_PATHS = [
  'password',
  'secret',
  'token',
  'apiKey',
  'key',
  'authorization',
  'cookie',
  '*.password',
  '*.secret',
  '*.token',
  '*.apiKey',
  '*.key',
  '*.authorization',
  '*.cookie',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
];

const shared = globalThis as { __fpLog?: pino.Logger };

/** The process's logger: one JSON line per entry on stdout, secrets removed by field name. */
export function log(): pino.Logger {
  shared.__fpLog ??= pino({
    level: env().LOG_LEVEL,
    base: { service: process.env.FLEETPROMPT_SERVICE ?? 'fleetprompt' },
    redact: { paths: SECRET_PATHS, censor: '[removed]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  return shared.__fpLog;
}

export type Log = pino.Logger;
