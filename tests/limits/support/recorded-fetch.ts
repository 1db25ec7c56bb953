import type { SleepyOnec } from './sleepy-onec.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Sent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: number;
}

/** When requests were sent, and what was answered. */
export interface SentRequests {
  readonly crm: readonly Sent[];
  readonly onec: readonly Sent[];
}

/**
 * The `fetch` of the workers: requests to 1C wait until it is ready, and all are written down.
 *
 * @param crm its address, since what goes elsewhere goes to 1C; and how long its answers are under way.
 */
export function recordedFetch(
  time: VirtualTime,
  crm: { readonly url: string; readonly milliseconds: number },
  onec: Pick<SleepyOnec, 'ready'>,
): { readonly fetch: typeof globalThis.fetch; readonly sent: SentRequests } {
  const sent = { crm: [] as Sent[], onec: [] as Sent[] };
  const fetch = async (...[input, init]: Parameters<typeof globalThis.fetch>): Promise<Response> => {
    const isCrm = String(input).startsWith(crm.url);
    const at = time.clock.now();
    if (!isCrm) {
      await onec.ready();
    }
    const response = await time.fetch(input, init);
    if (isCrm && crm.milliseconds > 0) {
      await time.sleep(crm.milliseconds);
    }
    sent[isCrm ? 'crm' : 'onec'].push({ at, status: response.status });
    return response;
  };
  return { fetch, sent };
}
