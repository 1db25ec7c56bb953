type Scalar = string | number | boolean;

/** Parameters of a query: scalars, lists of scalars, maps of the same. */
type QueryValue = Scalar | readonly Scalar[] | QueryParameters;

export interface QueryParameters {
  readonly [name: string]: QueryValue;
}

/**
 * Encodes the parameters of a GET as PHP reads them (retailcrm-api 1.1): `{ filter: { ids: [1, 2] } }` becomes
 * `filter[ids][]=1&filter[ids][]=2`, brackets percent-encoded; booleans are 1 and 0.
 */
export function queryString(parameters: QueryParameters): string {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    appendQueryValue(encoded, name, value);
  }
  return encoded.toString();
}

function appendQueryValue(encoded: URLSearchParams, name: string, value: QueryValue): void {
  if (isList(value)) {
    for (const element of value) {
      encoded.append(`${name}[]`, scalarText(element));
    }
  } else if (typeof value === 'object') {
    for (const [key, nested] of Object.entries(value)) {
      appendQueryValue(encoded, `${name}[${key}]`, nested);
    }
  } else {
    encoded.append(name, scalarText(value));
  }
}

// Array.isArray alone does not narrow a readonly array away from a map.
function isList(value: QueryValue): value is readonly Scalar[] {
  return Array.isArray(value);
}

function scalarText(value: Scalar): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
