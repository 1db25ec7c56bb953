import type { CatalogDescription } from '../../onec/ut/describe.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { CreateWrite } from '../../writes/write.ts';
import type { Plan } from '../plan.ts';
import { textCut } from '../text-cuts.ts';

/** Something of a customer that is new to 1C. */
export interface Draft
  extends Pick<CreateWrite, 'ref' | 'vanishedKey' | 'proposedKey' | 'sources' | 'reason'> {
  readonly object: CatalogDescription;
  readonly body: Readonly<Record<string, unknown>> & { readonly Description: string };
  /** What a repeated create goes by, of the body as 1C will hold it; people's data as digests (design, decisions). */
  readonly sent: (body: Draft['body']) => CreateWrite['sent'];
}

/** The create as far as the release can hold it, and what was cut. @param orderNumber for the warnings. */
export function createOf(draft: Draft, orderNumber: string, release: Release): Plan {
  const { body, cuts } = fitBody(release, draft.object.set, draft.body);
  const write: CreateWrite = {
    ...draft,
    action: 'create',
    body: { Ref_Key: draft.proposedKey, ...body },
    // For the intent, which only whoever creates the object writes: a plan that is shown or planned anew makes no digests.
    get sent() {
      return draft.sent(body);
    },
  };
  return { writes: [write], warnings: cuts.map((cut) => textCut(orderNumber, cut)) };
}
