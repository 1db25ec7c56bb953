import { jsonAnswer, type SandboxAnswer } from '../common/server.ts';

/** The CRM says no: thrown by whatever finds the fault, answered with its status and envelope (retailcrm-api 1.2). */
export class Refusal extends Error {
  readonly status: number;
  /** Field → message; left out of the answer when empty. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  /** What else the answer says. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    errorMsg: string,
    fieldErrors: Readonly<Record<string, string>> = {},
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(errorMsg);
    this.more = more;
    this.name = 'Refusal';
    this.status = status;
    this.fieldErrors = fieldErrors;
  }

  answer(): SandboxAnswer {
    const errors = Object.keys(this.fieldErrors).length === 0 ? {} : { errors: this.fieldErrors };
    return jsonAnswer(this.status, { success: false, errorMsg: this.message, ...errors, ...this.more });
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not found');

export const badInput = (field: string, problem: string): Refusal =>
  new Refusal(400, 'Errors in the input parameters', { [field]: problem });

export const badEntity = (fieldErrors: Readonly<Record<string, string>>): Refusal =>
  new Refusal(400, 'Errors in the entity format', fieldErrors);

export const missingParameter = (name: string): Refusal => new Refusal(400, `Parameter '${name}' is missing`);
