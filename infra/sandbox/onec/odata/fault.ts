/** Codes of 1C's OData errors (onec-odata A9), by what they say. */
export const CODE = {
  notSupported: 0,
  cannotParse: 1,
  badRequest: 2,
  badFormat: 3,
  badValue: 4,
  badAddress: 6,
  keyPartMissing: 7,
  unknownSet: 8,
  notFound: 9,
  unknownProperty: 10,
  unknownMethod: 11,
  rowsNotCreatable: 13,
  badOption: 14,
  keyExists: 15,
  notAssignable: 16,
  noLoadMode: 17,
  methodForbidden: 19,
  /** An exception in the configuration's code or an inner error of the service; always HTTP 500. */
  inner: -1,
} as const;

/** An answer of 1C's OData service that is an error: HTTP status, 1C's own code, text for people. */
export class ODataFault extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'ODataFault';
    this.status = status;
    this.code = code;
  }
}

/** 400 with a code. */
export const badRequest = (code: number, message: string): ODataFault => new ODataFault(400, code, message);

/** 500 code -1: the configuration or the service itself threw. */
export const innerError = (message: string): ODataFault => new ODataFault(500, CODE.inner, message);
