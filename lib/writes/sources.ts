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

/** Source of each property of a body; of a tabular section, the source of each column. */
export type Sources = Readonly<Record<string, Source | Readonly<Record<string, Source>>>>;

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

/** Values together with the source of each. */
export interface Fields<Values extends object> {
  readonly values: Values;
  readonly sources: Sources;
}

/**
 * Several parts as one, laid over `onto`; where two have the same property, the later one wins. The sources are a record of shared constants
 * beside the values and not a wrapper around each: a plan of forty values stays as cheap as the values alone (ADR 0002).
 */
export function joinFields<Values extends object>(
  parts: readonly Sourced<Values>[],
  onto?: Fields<Values>,
): Fields<Values> {
  const joined: Record<string, unknown> = { ...onto?.values };
  const sources: Record<string, Sources[string]> = { ...onto?.sources };
  for (const { values, source } of parts) {
    for (const [name, value] of Object.entries(values)) {
      joined[name] = value;
      sources[name] = source;
    }
  }
  return { values: joined as Values, sources };
}

/** The sources of the properties that `body` has. */
export function sourcesOf(body: object, sources: Sources): Sources {
  const picked: Record<string, Sources[string]> = {};
  for (const name of Object.keys(body)) {
    const source = sources[name];
    if (source !== undefined) {
      picked[name] = source;
    }
  }
  return picked;
}
