import { appendFileSync } from 'node:fs';
import { Logger, LogLevelThreshold } from '@aws-lambda-powertools/logger';
import { type Config, ConfigurationFault } from './config.ts';
import { redact, redactText } from './redaction.ts';

/**
 * Facts beside a log message: ids, counts, durations. Secrets and people's data are masked before they are written. The
 * names `level`, `message`, `service`, `timestamp` and `sampling_rate` are the record's own: fields so called are dropped.
 */
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

const THRESHOLDS: Readonly<Record<LogMethod, number>> = {
  debug: LogLevelThreshold.DEBUG,
  info: LogLevelThreshold.INFO,
  warn: LogLevelThreshold.WARN,
  error: LogLevelThreshold.ERROR,
};

/**
 * The log of one function: to standard output and error, which the cloud collects, or to `LOG_FILE` in the local stack.
 *
 * @param service name of the function, in every record.
 * @throws {ConfigurationFault} if `LOG_FILE` cannot be written.
 */
export function createLog(service: string, { LOG_LEVEL, LOG_FILE }: Config<'log'>): Log {
  const options = { serviceName: service, logLevel: LOG_LEVEL.toUpperCase() as Uppercase<typeof LOG_LEVEL> };
  const logger = LOG_FILE === undefined ? new Logger(options) : openFile(LOG_FILE, options);
  const write =
    (method: LogMethod) =>
    (message: string, fields: LogFields = {}) => {
      // Masking costs more than a record that nobody asked for is worth.
      if (THRESHOLDS[method] >= logger.level) {
        logger[method](redactText(message), redact(fields) as Record<string, unknown>);
      }
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function openFile(file: string, options: ConstructorParameters<typeof Logger>[0]): Logger {
  try {
    appendFileSync(file, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigurationFault([`LOG_FILE cannot be written: ${code}`]);
  }
  return FileLogger.writingTo(file, options);
}
