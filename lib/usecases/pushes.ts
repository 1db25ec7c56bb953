import { type PushKind, type PushRun, pushSwitchedOffBy, type RunPushJob } from '../jobs/push-job.ts';
import type { Clock } from '../platform/clock.ts';
import type { PushMemories } from '../push/push-memories.ts';
import type { PreviewedOffer, PushReport, RunPushOptions } from '../push/run-push.ts';
import type { SettingsVersions } from '../settings/versions.ts';

/** What a run would send, and what it would leave out. */
export interface PushPreview {
  /** Key of the settings that switches the push off; then nothing was read. */
  readonly switchedOffBy?: string;
  readonly offers: readonly PreviewedOffer[];
  readonly report: Pick<PushReport, 'counts' | 'errors' | 'skipped'>;
}

/** What a person does with one kind of push. */
export interface PushCommand {
  /** Runs the job now; an unfinished run is to be run again. */
  readonly run: RunPushJob;
  /** What it would send; writes nothing. @throws what keeps 1C or the CRM from answering. */
  preview(options: Pick<RunPushOptions, 'isFull' | 'onProgress'>): Promise<PushPreview>;
}

export interface PushCommandDeps {
  readonly run: RunPushJob;
  readonly push: PushRun;
  readonly memories: PushMemories;
  readonly settings: Pick<SettingsVersions, 'load'>;
  readonly clock: Clock;
}

const NOTHING = {
  counts: { due: 0, sent: 0, unchanged: 0, rejected: 0, requests: 0 },
  errors: [],
  skipped: [],
};

/** One kind of push as a person asks for it. */
export function createPushCommand(
  kind: PushKind,
  { run, push, memories, settings, clock }: PushCommandDeps,
): PushCommand {
  return {
    run,
    preview: async (options) => {
      const { settings: current } = await settings.load();
      const switchedOffBy = pushSwitchedOffBy(kind, current);
      if (switchedOffBy !== undefined) {
        return { switchedOffBy, offers: [], report: NOTHING };
      }
      const offers: PreviewedOffer[] = [];
      const { counts, errors, skipped } = await push(current, {
        ...options,
        deadline: Number.MAX_SAFE_INTEGER,
        now: () => clock.now(),
        inFlight: 1,
        memories,
        preview: (offer) => offers.push(offer),
      });
      return { offers, report: { counts: { ...counts, sent: 0, requests: 0 }, errors, skipped } };
    },
  };
}
