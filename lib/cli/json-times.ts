/** Times of records, kept in milliseconds since the epoch. */
const TIMES = ['at', 'since', 'readAt', 'sentAt', 'lastAttempt'] as const;

type InText<Recorded> = {
  readonly [Name in keyof Recorded]: Name extends (typeof TIMES)[number] ? string : Recorded[Name];
};

/** A record as programs get it: its times in ISO 8601, UTC, as everywhere in JSON (contract 2). */
export function withIsoTimes<Recorded extends object>(record: Recorded): InText<Recorded> {
  const times = Object.entries(record).flatMap(([name, value]) =>
    TIMES.some((time) => time === name) && typeof value === 'number'
      ? [[name, new Date(value).toISOString()] as const]
      : [],
  );
  return { ...record, ...Object.fromEntries(times) } as InText<Recorded>;
}
