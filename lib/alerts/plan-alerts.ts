/** Something that a person should know of as long as it lasts: what is parked for one reason. */
export interface Condition {
  /** Names the condition over all looks: `orders:productUnknown`. */
  readonly key: string;
  /** What it is, with figures: `Отложено заказов: 3 — productUnknown`. */
  readonly title: string;
  /** An example in its own words, and what to do. */
  readonly message: string;
  /** When the youngest of it began, milliseconds since the epoch. */
  readonly latest: number;
}

/** What was told of a condition, and when it was over; milliseconds since the epoch. */
export interface Told {
  /** The youngest of it that was told of. */
  readonly latest: number;
  /** Missing as long as it lasts. */
  readonly overAt?: number;
}

/** What is remembered between two looks. */
export interface AlertMemory {
  readonly told: Readonly<Record<string, Told>>;
  /** When something was told of last, milliseconds since the epoch. */
  readonly at: number;
}

export const NOTHING_TOLD: AlertMemory = { told: {}, at: Number.MIN_SAFE_INTEGER };

/** One message for people. */
export interface Alert {
  /** English, for the head of a mail. */
  readonly subject: string;
  readonly text: string;
}

export interface AlertPlan {
  readonly alerts: readonly Alert[];
  readonly memory: AlertMemory;
}

/** What grows is told of no more often than this. */
const HOUR_MS = 3_600_000;

/**
 * Who is to be told what (N-5): the first of a reason at once; what has come since in a digest, at most once an hour; and that a
 * condition is over. One that comes and goes within an hour waits for the digest, so that nobody is told every minute.
 *
 * @param now milliseconds since the epoch.
 */
export function planAlerts(conditions: readonly Condition[], memory: AlertMemory, now: number): AlertPlan {
  const toldOf = ({ key }: Condition): Told | undefined => memory.told[key];
  const isFresh = (condition: Condition): boolean => {
    const told = toldOf(condition);
    return told === undefined || (told.overAt !== undefined && now - told.overAt >= HOUR_MS);
  };
  const fresh = conditions.filter(isFresh);
  const grown = conditions.filter(
    (condition) =>
      !isFresh(condition) &&
      (toldOf(condition)?.overAt !== undefined || condition.latest > (toldOf(condition)?.latest ?? 0)),
  );
  const digest = now - memory.at >= HOUR_MS ? grown : [];
  const over = Object.entries(memory.told).filter(
    ([key, { overAt }]) => overAt === undefined && conditions.every((condition) => condition.key !== key),
  );
  const alerts = [
    ...(fresh.length + digest.length === 0 ? [] : [raised([...fresh, ...digest])]),
    ...(over.length === 0
      ? []
      : [
          resolved(
            over.map(([key]) => key),
            conditions,
          ),
        ]),
  ];
  const told = { ...kept(memory, now), ...overNow(over, now), ...toldNow([...fresh, ...digest]) };
  const isRaised = fresh.length + digest.length > 0;
  return { alerts, memory: { told, at: isRaised ? now : memory.at } };
}

const raised = (conditions: readonly Condition[]): Alert => ({
  subject: 'retailcrm-1c: something waits for a person',
  text: [
    ...conditions.map(({ title, message }) => `${title}\n${message}`),
    'Всё, что отложено: команда failed list. Что исправлено, загрузится само или по команде failed retry.',
  ].join('\n\n'),
});

const resolved = (keys: readonly string[], rest: readonly Condition[]): Alert => ({
  subject: 'retailcrm-1c: resolved',
  text:
    rest.length === 0
      ? 'Отложенных больше нет: всё загружено.'
      : `Больше ничего не отложено по причинам: ${keys.map((key) => key.split(':').at(-1)).join(', ')}. Остальное ждёт: ${rest
          .map(({ title }) => title)
          .join('; ')}.`,
});

/** Without what was over long ago. */
const kept = ({ told }: AlertMemory, now: number): AlertMemory['told'] =>
  Object.fromEntries(
    Object.entries(told).filter(([, { overAt }]) => overAt === undefined || now - overAt < HOUR_MS),
  );

const overNow = (over: readonly (readonly [string, Told])[], now: number): AlertMemory['told'] =>
  Object.fromEntries(over.map(([key, told]) => [key, { ...told, overAt: now }]));

const toldNow = (conditions: readonly Condition[]): AlertMemory['told'] =>
  Object.fromEntries(conditions.map(({ key, latest }) => [key, { latest }]));
