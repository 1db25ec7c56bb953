import { CrmRequestRefused } from '../../lib/crm/errors.ts';
import type { DueOffer, PushRules } from '../../lib/push/plan-due.ts';
import type { OfferNow, OfferPage, PushSiteOptions, SitePush } from '../../lib/push/push-site.ts';

/** Values are plain texts here; `0` is what a shop must not sell any more. */
export const RULES: PushRules = {
  isUrgent: (value, accepted) => value === '0' && accepted !== undefined && accepted !== '0',
  merged: (_, now) => now,
  held: (value) => value,
  missingOfVanished: () => 'offer',
  withoutMissing: () => '0',
};

/** A CRM that keeps values by offer. */
export interface FakeCrm {
  readonly held: Map<string, string>;
  /** Ids of each request that it has taken. */
  readonly requests: string[][];
  readonly upload: (offers: readonly DueOffer[]) => Promise<ReadonlySet<string>>;
}

interface FakeCrmOptions {
  /** Offers that it does not know. */
  readonly unknown?: ReadonlySet<string>;
  /** Offers for whose sake it refuses a whole request. */
  readonly refused?: ReadonlySet<string>;
  /** Thrown by the request of this number, counted from 1, before or after it is carried out. */
  readonly faults?: ReadonlyMap<number, { readonly error: Error; readonly isDone: boolean }>;
}

export function fakeCrm({
  unknown = new Set(),
  refused = new Set(),
  faults = new Map(),
}: FakeCrmOptions = {}): FakeCrm {
  const held = new Map<string, string>();
  const requests: string[][] = [];
  let count = 0;
  return {
    held,
    requests,
    upload: async (offers) => {
      count += 1;
      const fault = faults.get(count);
      if (fault !== undefined && !fault.isDone) {
        throw fault.error;
      }
      if (offers.some(({ id }) => refused.has(id))) {
        throw refusal();
      }
      requests.push(offers.map(({ id }) => id));
      for (const { id, value } of offers) {
        if (!unknown.has(id)) {
          held.set(id, value);
        }
      }
      if (fault !== undefined) {
        throw fault.error;
      }
      return new Set(offers.map(({ id }) => id).filter((id) => unknown.has(id)));
    },
  };
}

const refusal = (): CrmRequestRefused =>
  new CrmRequestRefused({
    status: 400,
    request: 'POST /api/v5/store/inventories/upload',
    errorMsg: 'Errors in the input parameters',
    fieldErrors: [],
  });

/** Offers in pages of a size; a page's position is the index behind it. */
export function pagesOf(offers: readonly OfferNow[], size: number): SitePush['pages'] {
  return async function* (from) {
    for (let index = Number(from ?? 0); ; index += size) {
      const next = index + size;
      const page: OfferPage = {
        offers: offers.slice(index, next),
        next: next < offers.length ? next : undefined,
      };
      yield page;
      if (page.next === undefined) {
        return;
      }
    }
  };
}

export const offersOf = (values: ReadonlyMap<string, string>): readonly OfferNow[] =>
  [...values].map(([id, value]) => ({ id, name: `Товар ${id}`, value }));

export const options = (changed: Partial<PushSiteOptions> = {}): PushSiteOptions => ({
  isFull: false,
  now: 1_000_000_000_000,
  mayRead: () => true,
  maySend: () => true,
  inFlight: 4,
  ...changed,
});
