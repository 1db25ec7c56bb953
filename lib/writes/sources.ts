/**
 * Where a value of a plan comes from. Nothing is decided by it: the dry run tells it to people beside the old and the new
 * value. `name` is a path of the CRM's order (`delivery.address`), a key of the settings (`sites[].warehouse`), an object of
 * 1C (`Catalog_СоглашенияСКлиентами`) or the id of a rule (`I-51`).
 */
export interface Source {
  readonly origin: 'crm' | 'setting' | 'onec' | 'rule';
  readonly name: string;
}

/** The CRM's order says so. @param path of the answer, `customer.email`; several are separated by commas. */
export const crm = (path: string): Source => ({ origin: 'crm', name: path });
/** The exchange settings say so. @param path of the key, `sites[].warehouse`. */
export const setting = (path: string): Source => ({ origin: 'setting', name: path });
/** An object of 1C says so. @param object its set, `Catalog_Номенклатура`. */
export const onec = (object: string): Source => ({ origin: 'onec', name: object });
/** A rule of the bridge says so. @param id as comments cite it. */
export const rule = (id: string): Source => ({ origin: 'rule', name: id });

/** Values that have one source. */
export interface Sourced<Values extends object> {
  readonly values: Values;
  readonly source: Source;
}

/** Some values and where all of them come from. */
export const from = <Values extends object>(source: Source, values: Values): Sourced<Values> => ({
  values,
  source,
});

/** Several parts as one; where two have the same property, the later one wins. */
export function joinValues<Values extends object>(parts: readonly Sourced<Values>[]): Values {
  const joined = {} as Values;
  // One by one: handed over all at once they take three times as long.
  for (const { values } of parts) {
    Object.assign(joined, values);
  }
  return joined;
}

/** Source of each property of a body; of a tabular section, one source, or that of each column. */
export type SourceNames = Readonly<Record<string, Source | Readonly<Record<string, Source>>>>;

/**
 * Where the values of a body come from: the very parts that it was joined of, and shared constants by name. Whoever shows a
 * plan asks {@link sourcesOf} for them; planning, which nobody may watch, pays nothing for it (ADR 0002).
 */
export type Sources = readonly (Sourced<object> | SourcesByName)[];

interface SourcesByName {
  readonly names: SourceNames;
}

/** Sources that are the same in every plan. */
export const named = (names: SourceNames): SourcesByName => ({ names });

/** The sources of the properties that `body` has; the later part wins, as with the values. */
export function sourcesOf(body: object, sources: Sources): SourceNames {
  const known = new Map(
    sources.flatMap((part): [string, SourceNames[string]][] =>
      'names' in part
        ? Object.entries(part.names)
        : Object.keys(part.values).map((name) => [name, part.source]),
    ),
  );
  return Object.fromEntries(
    Object.keys(body).flatMap((name) => {
      const source = known.get(name);
      return source === undefined ? [] : [[name, source]];
    }),
  );
}
