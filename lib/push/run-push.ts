import type { InventoryOffer, PricedOffer } from '../crm/warehouse-records.ts';
import { BridgeError } from '../platform/errors.ts';
import type { PushIssue, PushIssues, PushSkip } from './push-issues.ts';
import type { PushMemories } from './push-memories.ts';
import {
  type PushProgress,
  type PushSiteOptions,
  type PushSiteResult,
  pushSite,
  type SitePush,
} from './push-site.ts';
import type { PushMemory } from './snapshot.ts';

/** One site of a run. */
export interface SiteRun {
  readonly code: string;
  /** What its values are made by; another one than the last makes the run a full one. */
  readonly signature: string;
  readonly push: SitePush;
  /** A value as the upload has it, for people. */
  readonly shown: (value: string) => PreviewedOffer['values'];
  /** Requests that `push.upload` has sent so far. */
  readonly requests: () => number;
  /** Counts of its own beside those of every push, complete when the run is over. */
  readonly counted?: () => Readonly<Record<string, number>>;
  /** What reading left out so far, complete when the run is over. */
  readonly issues: PushIssues;
}

export interface RunPushOptions {
  /** A person wants everything sent. */
  readonly isFull: boolean;
  /** Milliseconds since the epoch; by then the run has saved its position. */
  readonly deadline: number;
  /** Milliseconds since the epoch, asked again and again. */
  readonly now: () => number;
  /** Requests of the CRM under way at a time. */
  readonly inFlight: number;
  readonly memories: PushMemories;
  /** A dry run: told of every offer that would be sent, in place of sending it; nothing is remembered. */
  readonly preview?: ((offer: PreviewedOffer) => void) | undefined;
  readonly onProgress?: ((site: string, progress: PushProgress) => void) | undefined;
}

/** An offer that a run would send. */
export interface PreviewedOffer {
  readonly site: string;
  readonly id: string;
  readonly name: string;
  /** What it would be told, as the upload has it. */
  readonly values: Partial<Pick<InventoryOffer, 'stores'> & Pick<PricedOffer, 'prices'>>;
}

/** What a run did, in the words of a run record (contract 2): counts in offers summed over sites. */
export interface PushReport {
  readonly counts: Readonly<Record<'due' | 'sent' | 'unchanged' | 'rejected' | 'requests', number>> &
    Readonly<Record<string, number>>;
  readonly errors: readonly PushIssue[];
  readonly skipped: readonly PushSkip[];
  readonly unfinished?: true;
}

const DAY_MS = 24 * 60 * 60_000;

/** Reading ends so long before the deadline: what was read is to be sent, also where orders take most of the budget. */
const LONGEST_SENDING_MS = 60_000;
/** No batch begins later: one that a slow CRM takes half a minute for must be over by then. */
const LAST_BATCH_MS = 30_000;

/**
 * Pushes one site after the other. A full run is made once a day and whenever the values are made otherwise. A site whose run
 * breaks off is named, and the next one has its turn all the same.
 *
 * @throws what broke off the run of the first such site, if no site could be pushed to its end or the error was not foreseen;
 *   what the CRM has accepted until then is remembered.
 */
export async function runPush(sites: readonly SiteRun[], options: RunPushOptions): Promise<PushReport> {
  const startedAt = options.now();
  const time = options.deadline - startedAt;
  const readUntil = options.deadline - Math.min(LONGEST_SENDING_MS, time / 3);
  const sendUntil = options.deadline - Math.min(LAST_BATCH_MS, time / 6);
  const results: { readonly site: SiteRun; readonly result: PushSiteResult }[] = [];
  const broken: BrokenSite[] = [];
  let isUnfinished = false;
  for (const site of sites) {
    if (options.now() >= readUntil) {
      isUnfinished = true;
      break;
    }
    let reached = NOTHING_YET;
    try {
      const result = await pushRemembered(site, options, {
        onProgress: (progress) => {
          reached = progress;
          options.onProgress?.(site.code, progress);
        },
        now: startedAt,
        mayRead: () => options.now() < readUntil,
        maySend: () => options.now() < sendUntil,
      });
      results.push({ site, result });
      isUnfinished ||= result.isUnfinished;
    } catch (error) {
      broken.push({ site, error, counts: { ...reached, unchanged: 0, rejected: 0 } });
    }
  }
  throwIfHopeless(broken, results.length);
  return {
    counts: {
      ...sumOf([...broken, ...results.map(({ result }) => result)].map(({ counts }) => counts)),
      requests: [...results, ...broken].reduce((total, { site }) => total + site.requests(), 0),
      ...ownCounts([...results, ...broken].map(({ site }) => site)),
    },
    errors: [
      ...broken.flatMap(({ site, error }) => [siteBroken(site.code, error), ...site.issues.faults]),
      ...results.flatMap(({ site, result }) => issuesOf(site, result)),
    ],
    skipped: [...broken, ...results].flatMap(({ site }) => site.issues.skipped),
    ...(isUnfinished ? { unfinished: true } : {}),
  };
}

/** A site whose run broke off. */
interface BrokenSite {
  readonly site: SiteRun;
  readonly error: unknown;
  /** What it had done until then. */
  readonly counts: PushSiteResult['counts'];
}

const NOTHING_YET: PushProgress = { read: 0, due: 0, sent: 0 };

/** What is not about one site alone, or was not foreseen, belongs to the run as a whole. */
function throwIfHopeless(broken: readonly BrokenSite[], done: number): void {
  const worst =
    broken.find(({ error }) => !(error instanceof BridgeError)) ?? (done === 0 ? broken[0] : undefined);
  if (worst !== undefined) {
    throw worst.error;
  }
}

async function pushRemembered(
  site: SiteRun,
  options: RunPushOptions,
  course: Pick<PushSiteOptions, 'now' | 'mayRead' | 'maySend' | 'onProgress'>,
): Promise<PushSiteResult> {
  const memory = await options.memories.read(site.code, site.signature);
  try {
    return await pushSite(pushOf(site, options), memory, {
      ...course,
      isFull: options.isFull || isFullDue(memory, course.now),
      inFlight: options.inFlight,
    });
  } finally {
    if (options.preview === undefined) {
      await options.memories.write(site.code, memory);
    }
  }
}

function pushOf({ code, push, shown }: SiteRun, { preview }: RunPushOptions): SitePush {
  if (preview === undefined) {
    return push;
  }
  return {
    ...push,
    upload: async (offers) => {
      for (const { id, name, value } of offers) {
        preview({ site: code, id, name, values: shown(value) });
      }
      return new Set();
    },
  };
}

const isFullDue = ({ fullAt }: PushMemory, now: number): boolean =>
  fullAt === undefined || now - fullAt >= DAY_MS;

function ownCounts(sites: readonly SiteRun[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [name, count] of sites.flatMap(({ counted }) => Object.entries(counted?.() ?? {}))) {
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

function sumOf(
  counts: readonly PushSiteResult['counts'][],
): Record<'due' | 'sent' | 'unchanged' | 'rejected', number> {
  const sum = (name: 'due' | 'sent' | 'unchanged' | 'rejected'): number =>
    counts.reduce((total, { [name]: count }) => total + count, 0);
  return { due: sum('due'), sent: sum('sent'), unchanged: sum('unchanged'), rejected: sum('rejected') };
}

function issuesOf(
  { code, issues }: SiteRun,
  { failures, rejected, unknown }: PushSiteResult,
): readonly PushIssue[] {
  return [
    ...failures.map((error) => notDone(code, error)),
    ...rejected.map(({ offer, message }) => ({
      id: offer.id,
      reason: 'offerRejected',
      message: `${offer.name}: ${message}`,
    })),
    ...unknown.map(({ id, name }) => ({
      id,
      reason: 'offerUnknown',
      message: `${name}: в каталоге RetailCRM (магазин ${code}) нет такого товара. Он появится, когда RetailCRM прочтёт файл каталога; до этого обмен пробует ещё раз раз в день.`,
    })),
    ...issues.faults,
  ];
}

const siteBroken = (site: string, error: unknown): PushIssue => {
  const issue = notDone(site, error);
  return { ...issue, message: `Магазин ${site}: передача прервана. ${issue.message}` };
};

function notDone(site: string, error: unknown): PushIssue {
  const isKnown = error instanceof BridgeError;
  return {
    id: site,
    reason: isKnown ? error.code : 'unexpected',
    message: isKnown
      ? error.advice
      : 'Неожиданная ошибка передачи; следующий запуск передаст эти товары снова.',
  };
}
