import { соглашенияСКлиентами } from '../../../onec/ut/objects/agreements.ts';
import { from, onec, rule } from '../../../writes/sources.ts';
import type { DocumentFacts, HeaderFields, HeaderPart } from '../facts.ts';
import type { Belonging } from './organization.ts';
import { isAgreementNew } from './plan-header.ts';

const OF_RELEASE = rule('docs/adr/0008');
const OF_AGREEMENT = onec(соглашенияСКлиентами.set);

/**
 * What a header needs beside the properties of 11.5.20, as the release's data say: values for a new order, values that its
 * agreement prescribes, and properties that repeat another one.
 */
export function releaseParts(
  header: HeaderFields,
  facts: DocumentFacts,
  belonging: Belonging,
): readonly HeaderPart[] {
  const { ofNew, repeats } = facts.release.orders;
  const given: Readonly<Record<string, unknown>> = header;
  const repeated = Object.entries(repeats).flatMap(([name, source]) =>
    source in given ? [[name, given[source]]] : [],
  );
  return [
    ...(facts.document === undefined ? [from(OF_RELEASE, ofNew)] : []),
    ...(facts.document === undefined || belonging === 'moved' || isAgreementNew(facts)
      ? [from(OF_AGREEMENT, facts.agreement?.ofRelease ?? {})]
      : []),
    from(OF_RELEASE, Object.fromEntries(repeated)),
  ];
}
