import { BridgeError } from '../../lib/platform/errors.ts';

/** A variable names a port, a folder or a file of this machine that cannot be used; the start ends with one line about it. */
export class UnusableVariable extends BridgeError {
  /** @param why for the administrator, continuing "PORT: …". */
  constructor(variable: string, why: string, cause: unknown) {
    super(`${variable} cannot be used: ${systemCode(cause)}`, {
      code: 'unusableVariable',
      retryable: false,
      scope: 'exchange',
      advice: `${variable}: ${why} (${systemCode(cause)}). Исправьте переменную и запустите снова.`,
      details: { variable },
      cause,
    });
  }
}

/** The system's word for a failure: `EADDRINUSE`, `ENOENT`. */
function systemCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
