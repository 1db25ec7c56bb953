import { appendFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Config } from './config.ts';
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

type LogMethod = keyof Log;
type PrintedItem = ReturnType<Logger['createAndPopulateLogItem']>;

/** Powertools' logger, writing to a file: on a person's terminal the log would drown what is said to the person. */
class FileLogger extends Logger {
  #file = '';

  static writingTo(file: string, ...options: ConstructorParameters<typeof Logger>): FileLogger {
    const logger = new FileLogger(...options);
    logger.#file = file;
    return logger;
  }

  protected override printLog(_level: number, item: PrintedItem): void {
    item.prepareForPrint();
    appendFileSync(this.#file, `${JSON.stringify(item.getAttributes(), this.getJsonReplacer())}\n`);
  }
}

/** The log of one function: to standard output, which the cloud collects, or to `LOG_FILE` in the local stack. */
export function createLog(service: string, { LOG_LEVEL, LOG_FILE }: Config<'log'>): Log {
  const options = { serviceName: service, logLevel: LOG_LEVEL.toUpperCase() as Uppercase<typeof LOG_LEVEL> };
  const logger = LOG_FILE === undefined ? new Logger(options) : FileLogger.writingTo(LOG_FILE, options);
  const write =
    (method: LogMethod) =>
    (message: string, fields: LogFields = {}) => {
      logger[method](redactText(message), redact(fields) as Record<string, unknown>);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
