/** An entity as the API takes and answers it. */
export type Json = Readonly<Record<string, unknown>>;
