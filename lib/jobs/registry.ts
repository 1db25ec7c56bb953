import { USUAL_TIMEOUT_SECONDS } from '../platform/time-limits.ts';
import type { Settings } from '../settings/schema.ts';

/** What a job is, whoever runs it: the local stack, the own server, a function of the cloud, a person. */
export interface JobDefinition {
  /** How often it is due: as the settings say under this key of `schedules`, or always after so many minutes. */
  readonly schedule: keyof Settings['schedules'] | { readonly everyMinutes: number };
  /** How long one run may take, seconds: time-out of its function, and with a margin the life of its lease. */
  readonly timeoutSeconds: number;
  /** What it needs beside the state, the settings and a log. */
  readonly needs: readonly ('crm' | 'onec' | 'queue' | 'catalog')[];
  /** Lists of the state table that it reads whole (`pk` in lib/state/keys.ts). */
  readonly lists: readonly string[];
  /** Folders of the private bucket that it remembers in. */
  readonly folders: readonly string[];
  /** Options of Node for its function, where it is more than V8 would do by itself. */
  readonly nodeOptions?: string;
}

/**
 * Every job that runs by the clock (contract 2). The local stack, the command line, `/health`, the deployment, its alarms and
 * its tests are made from this list; a job has one file in `functions/`, and in `lib/composition/jobs.ts` its wiring.
 */
export const JOBS = {
  // An ailing CRM may use up two minutes of tries. A run ends in time by itself; the next one goes on from the cursor.
  'order-poll': {
    schedule: 'order-poll',
    timeoutSeconds: USUAL_TIMEOUT_SECONDS,
    needs: ['crm', 'queue'],
    lists: [],
    folders: [],
  },
  // A 1C that wakes up takes a minute for one call, and the release and several lists of goods may have to be read.
  'parked-replay': {
    schedule: { everyMinutes: 5 },
    timeoutSeconds: USUAL_TIMEOUT_SECONDS,
    needs: ['onec', 'queue'],
    lists: ['parked', 'unreadable'],
    folders: [],
  },
  // A base of a hundred thousand goods is read in some minutes; a run that would take longer goes on at the next tick.
  'stock-push': {
    schedule: 'stock-push',
    timeoutSeconds: 540,
    needs: ['crm', 'onec'],
    lists: [],
    folders: ['push/stock'],
  },
  'price-push': {
    schedule: 'price-push',
    timeoutSeconds: 540,
    needs: ['crm', 'onec'],
    lists: [],
    folders: ['push/prices'],
  },
  // A hundred thousand goods take some minutes; what is left then is read at the next ticks. Its texts are garbage as soon as
  // they are written: a small new space and a modest old one are cleared early and halve the memory that V8 would take for a
  // million offers, for a tenth of the speed (tests/bench/icml.ts).
  'catalog-publish': {
    schedule: 'catalog-publish',
    timeoutSeconds: 540,
    needs: ['onec', 'catalog'],
    lists: [],
    folders: ['catalog'],
    nodeOptions: '--max-semi-space-size=4 --max-old-space-size=256',
  },
} as const satisfies Record<string, JobDefinition>;

/** A job by the name that addresses and commands know it by. */
export type JobName = keyof typeof JOBS;

export const JOB_NAMES = Object.keys(JOBS) as readonly JobName[];

export const isJobName = (name: string): name is JobName => Object.hasOwn(JOBS, name);
