import type { ListQuery } from '../client.ts';
import { OnecRequestFault, type RequestName } from '../errors.ts';
import { type Filter, type Literal, text } from '../filter.ts';
import type { TranslatedProperties, TranslatedProperty } from './translate-property.ts';
import type { Translation } from './translation.ts';

/** The base's release lacks something that no answer can stand in for: the fault is the bridge's. */
export function lackingInRelease(request: RequestName, what: string, release: string): OnecRequestFault {
  return new OnecRequestFault(request, `UT ${release} has no ${what}`, { release });
}

/** The name of a property in the release. @throws {OnecRequestFault} if it does not exist there. */
export function demandProperty(
  name: string,
  properties: TranslatedProperties,
  request: RequestName,
  release: string,
): string {
  const there = nameOf(properties, name);
  if (there === undefined) {
    throw lackingInRelease(request, name, release);
  }
  return there;
}

/**
 * A query in the words of the release.
 *
 * @throws {OnecRequestFault} if its condition or its order stands on a property that does not exist there.
 */
export function queryToRelease<Query extends ListQuery>(
  query: Query,
  translation: Translation,
  request: RequestName,
  release: string,
): Query {
  const { properties } = translation;
  const demand = (name: string): string => demandProperty(name, properties, request, release);
  return {
    ...query,
    ...(query.select === undefined ? {} : { select: selectToRelease(query.select, translation) }),
    ...(query.filter === undefined ? {} : { filter: filterToRelease(query.filter, properties, demand) }),
    ...(query.orderBy === undefined ? {} : { orderBy: orderToRelease(query.orderBy, demand) }),
  };
}

/** What does not exist in the release is not asked for; `Товары/СтавкаНДС_Key` names a property of a row. */
export function selectToRelease(
  select: readonly string[],
  { properties, tables }: Translation,
): readonly string[] {
  const asked = select.flatMap((path) => {
    const [table = '', column] = path.split('/');
    const name = column === undefined ? nameOf(properties, table) : nameOf(tables.get(table), column);
    return name === undefined ? [] : [column === undefined ? name : `${table}/${name}`];
  });
  return asked.length === 0 ? ['Ref_Key'] : asked;
}

function nameOf(properties: TranslatedProperties | undefined, name: string): string | undefined {
  const translated = properties?.get(name);
  return translated === undefined ? name : translated.name;
}

type Demand = (name: string) => string;

function filterToRelease(filter: Filter, properties: TranslatedProperties, demand: Demand): Filter {
  switch (filter.kind) {
    case 'join':
      return {
        ...filter,
        conditions: filter.conditions.map((condition) => filterToRelease(condition, properties, demand)),
      };
    case 'search':
      return { ...filter, property: demand(filter.property) };
    case 'comparison':
      return {
        ...filter,
        property: demand(filter.property),
        value: literalToRelease(filter.value, properties.get(filter.property)),
      };
  }
}

/** Names of values are translated, everything else means the same everywhere. */
export function literalToRelease(literal: Literal, property: TranslatedProperty | undefined): Literal {
  const [, quoted] = /^(?:guid)?'(.*)'$/s.exec(literal) ?? [];
  if (property === undefined || quoted === undefined) {
    return literal;
  }
  const value = quoted.replaceAll("''", "'");
  const translated = property.toRelease(value);
  return translated === value ? literal : text(String(translated));
}

function orderToRelease(terms: readonly string[], demand: Demand): readonly string[] {
  return terms.map((term) => {
    const [name = '', ...direction] = term.split(' ');
    return [demand(name), ...direction].join(' ');
  });
}
