import type { Cut } from '../../onec/ut/cut-texts.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { HeaderFields } from './facts.ts';
import type { MergedRow } from './rows/merge-rows.ts';
import type { StageBody } from './stages/plan-stages.ts';

/** What a document should be, part by part. */
export interface DocumentParts {
  readonly header: HeaderFields;
  readonly rows: readonly MergedRow[];
  /** undefined where the payment stages are left to 1C. */
  readonly stages: readonly StageBody[] | undefined;
}

/** The parts of a document reduced to what an order of the release can hold, and the texts that had to be cut. */
export function fitDocument(
  release: Release,
  parts: DocumentParts,
): DocumentParts & { readonly cuts: readonly Cut[] } {
  const { header, rows, stages } = parts;
  const whole = {
    ...header,
    Товары: rows.map(({ fields }) => fields),
    ЭтапыГрафикаОплаты: stages ?? [],
  };
  const { body, cuts } = fitBody(release, заказКлиента.set, whole);
  if (body === whole) {
    return { ...parts, cuts };
  }
  const { Товары: fields, ЭтапыГрафикаОплаты: fittedStages, ...fittedHeader } = body;
  return {
    header: fittedHeader,
    rows: rows.map((row, index) => ({ ...row, fields: fields[index] ?? row.fields })),
    stages: stages && fittedStages,
    cuts,
  };
}
