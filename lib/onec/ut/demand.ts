import { BridgeError } from '../../platform/errors.ts';
import { placeOf, wordIn } from './base-facts.ts';
import type { SeenBase } from './known-base.ts';
import { type Flow, type Need, type Part, REQUIREMENTS } from './requirements.ts';
import { TRAITS } from './traits/all.ts';

/** What a flow needs and a base has not. */
export interface Gap {
  readonly set: string;
  /** As a selection names it; undefined = the whole object. */
  readonly property?: string;
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
      scope: 'exchange',
      advice: [
        `В базе 1С нет того, без чего ${REQUIREMENTS[flow].title} невозможна.`,
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

const nameOf = ({ set, property }: Gap): string => (property === undefined ? set : placeOf(set, property));

function say(gaps: readonly Gap[], cause: Gap['cause'], sentence: string): readonly string[] {
  const names = gaps.filter((gap) => gap.cause === cause).map(nameOf);
  return names.length === 0 ? [] : [sentence.replace('$', names.join(', '))];
}

/**
 * What of a flow's needs a base has not. What its traits translate, leave out or let something stand in for is no gap.
 *
 * @param parts what of the flow is in use.
 */
export function gapsOf(flow: Flow, parts: ReadonlySet<Part>, base: SeenBase): readonly Gap[] {
  return REQUIREMENTS[flow].needs
    .filter(({ part }) => part === undefined || parts.has(part))
    .filter(({ where }) => where === undefined || base.release.traits.has(where.trait) === where.isPresent)
    .flatMap((need) => gapsIn(need, base));
}

function gapsIn({ object: { set }, properties = [] }: Need, { facts, release }: SeenBase): readonly Gap[] {
  if (release.standIns.has(set)) {
    return [];
  }
  if (!facts.published.has(set)) {
    return [{ set, cause: isLacking(set, release) ? 'notInBuild' : 'notPublished' }];
  }
  return properties.flatMap((property): Gap[] => {
    const there = wordIn(release, set, property);
    return there !== undefined && facts.properties.get(placeOf(set, there)) === false
      ? [{ set, property: there, cause: 'notInBuild' }]
      : [];
  });
}

/** Whether the build has no such object, as a trait says that shows in something else than the object itself. */
const isLacking = (set: string, { traits }: SeenBase['release']): boolean =>
  TRAITS.some(
    ({ name, sign, absent }) =>
      !traits.has(name) &&
      !('set' in sign && sign.set === set) &&
      absent?.without?.some((object) => object.set === set),
  );

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
