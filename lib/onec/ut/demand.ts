import { BridgeError } from '../../platform/errors.ts';
import { placeOf, wordIn } from './base-facts.ts';
import type { SeenBase } from './known-base.ts';
import { type Flow, type Need, type Part, REQUIREMENTS } from './requirements.ts';
import type { Trait } from './trait.ts';
import { TRAITS } from './traits/all.ts';

/** What a flow needs and a base has not. */
export interface Gap {
  readonly set: string;
  /** As a selection names it; undefined = the whole object. */
  readonly property?: string;
  /** Objects of which each would do as well. */
  readonly or?: readonly string[];
  /** The object is not in the OData composition, or this build of UT has no such thing. */
  readonly cause: 'notPublished' | 'notInBuild';
}

/** The base lacks what a flow cannot do without: that flow stands, the others go on. */
export class BaseLacks extends BridgeError {
  readonly flow: Flow;
  readonly gaps: readonly Gap[];

  /** @param release name of what the base speaks. */
  constructor(flow: Flow, release: string, gaps: readonly Gap[]) {
    super(`flow ${flow}: the base (UT ${release}) lacks ${gaps.map(nameOf).join(', ')}`, {
      code: 'onecBaseLacks',
      retryable: false,
      // Companies are a part of the shop's orders: those of persons go on.
      scope: flow === 'companyImport' ? 'order' : 'exchange',
      advice: [
        `В базе 1С нет того, без чего не работает ${REQUIREMENTS[flow].title}.`,
        ...say(
          gaps,
          'notPublished',
          'Не входит в состав интерфейса OData: $ — добавьте (docs/guides/publish-onec.md, раздел 4).',
        ),
        ...say(
          gaps,
          'notInBuild',
          'Нет в этом выпуске УТ: $ — обновите УТ до 11.5.20 или новее; если это доработанная база, верните реквизит.',
        ),
        'До этого ничего не записывается и не теряется: после исправления обмен продолжит сам в течение часа. Остальные части обмена работают.',
      ].join(' '),
      details: { flow, release, lacking: gaps.map(nameOf).join(', ') },
    });
    this.flow = flow;
    this.gaps = gaps;
  }
}

const nameOf = ({ set, property, or = [] }: Gap): string =>
  property === undefined ? [set, ...or].join(' или ') : placeOf(set, property);

function say(gaps: readonly Gap[], cause: Gap['cause'], sentence: string): readonly string[] {
  const names = gaps.filter((gap) => gap.cause === cause).map(nameOf);
  return names.length === 0 ? [] : [sentence.replace('$', names.join(', '))];
}

/**
 * What of a flow's needs a base has not: objects, and properties as soon as all objects are there, since an object that is
 * not published hides signs. What the base's traits translate, leave out or let something stand in for is no gap.
 *
 * @param parts what of the flow is in use.
 */
export function gapsOf(flow: Flow, parts: ReadonlySet<Part>, base: SeenBase): readonly Gap[] {
  const needs = REQUIREMENTS[flow].needs.filter(
    ({ part, where }) =>
      (part === undefined || parts.has(part)) &&
      (where === undefined || base.release.traits.has(where.trait) === where.isPresent),
  );
  const objects = uniqueNeeds(needs).flatMap((need) => objectGap(need, base));
  return objects.length > 0 ? objects : needs.flatMap((need) => propertyGaps(need, base));
}

/** Each object once, however many needs are about its properties. */
const uniqueNeeds = (needs: readonly Need[]): readonly Need[] => [
  ...new Map(needs.map((need) => [need.object.set, need])).values(),
];

function objectGap({ object: { set }, or = [] }: Need, { facts }: SeenBase): readonly Gap[] {
  const others = or.map((object) => object.set);
  if ([set, ...others].some((name) => facts.published.has(name))) {
    return [];
  }
  const lacks = TRAITS.filter(isSeenAbsent(facts)).map(({ absent }) => absent);
  const hasStandIn = lacks.some((absent) => absent?.standIns?.[set] !== undefined);
  const isNotInBuild = lacks.some((absent) => absent?.without?.some((object) => object.set === set));
  const cause = isNotInBuild ? 'notInBuild' : 'notPublished';
  return hasStandIn ? [] : [{ set, cause, ...(others.length === 0 ? {} : { or: others }) }];
}

/** Whether a trait was seen to be absent; one whose sign could not be looked for may be there. */
const isSeenAbsent =
  ({ properties }: SeenBase['facts']) =>
  ({ sign }: Trait): boolean =>
    'property' in sign && properties.get(placeOf(sign.set, sign.property)) === false;

function propertyGaps({ object: { set }, properties = [] }: Need, base: SeenBase): readonly Gap[] {
  return properties.flatMap((property): Gap[] => {
    const there = wordIn(base.release, set, property);
    return there !== undefined && base.facts.properties.get(placeOf(set, there)) === false
      ? [{ set, property: there, cause: 'notInBuild' }]
      : [];
  });
}

/**
 * Nothing, if the base has all that a flow needs.
 *
 * @throws {BaseLacks} naming what is missing.
 */
export function demandOf(flow: Flow, parts: ReadonlySet<Part>, base: SeenBase): void {
  const gaps = gapsOf(flow, parts, base);
  if (gaps.length > 0) {
    throw new BaseLacks(flow, base.release.name, gaps);
  }
}
