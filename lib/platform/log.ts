import { Logger } from '@aws-lambda-powertools/logger';
import { redact, redactText } from './redaction.ts';

/** Facts beside a log message: ids, counts, durations. Secrets and people's data are masked before they are written. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log: one JSON object a line. Messages are constant English phrases; everything variable goes into fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A log of the given level that writes to standard output, as the cloud collects it. */
export function createLog(service: string, level: LogLevel): Log {
  const logger = new Logger({ serviceName: service, logLevel: level.toUpperCase() as Uppercase<LogLevel> });
  const write =
    (method: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      logger[method](redactText(message), redact(fields) as Record<string, unknown>);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
