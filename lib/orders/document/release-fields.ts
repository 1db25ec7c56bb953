import type { DocumentFacts } from './facts.ts';
import type { HeaderFields } from './header-fields.ts';

/**
 * What a header needs beside the properties of 11.5.20, as the release's data say: values for a new order, values that its
 * agreement prescribes, and properties that repeat another one.
 */
export function releaseFields(header: HeaderFields, facts: DocumentFacts): HeaderFields {
  const { ofNew, repeats } = facts.release.orders;
  const given: Readonly<Record<string, unknown>> = header;
  const repeated = Object.entries(repeats).flatMap(([name, source]) =>
    source in given ? [[name, given[source]]] : [],
  );
  return {
    ...(facts.document === undefined ? { ...ofNew, ...facts.agreement?.ofRelease } : {}),
    ...Object.fromEntries(repeated),
  };
}
