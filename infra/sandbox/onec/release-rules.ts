import type { Release } from '../../../lib/onec/ut/release.ts';

/** What the configuration does otherwise from build to build (ut-filling, onec-odata F1), beside names and lengths. */
export interface ReleaseRules {
  /** Settlement order of an order that names none, if its agreement does not either (ut-filling 0.2). */
  readonly settlementOrder: string;
  /** Settlement orders under which the order itself is what is settled (ut-filling 0.1, 4). */
  readonly settledByOrder: ReadonlySet<string>;
  /** Posting fills and redistributes payment stages, or demands complete ones (onec-odata F1). */
  readonly stages: 'filled' | 'demanded';
  /** Supply options that take goods from the free stock, that ship, and that wait for goods. */
  readonly reserving: ReadonlySet<string>;
  readonly shipping: ReadonlySet<string>;
  readonly awaiting: ReadonlySet<string>;
  /**
   * Resource of the free-stock register that a row's supply option is demand in (ut-filling 5). A shipping option is here for
   * orders that are not agreed yet; an option that is not here leaves the register alone.
   */
  readonly demandResources: ReadonlyMap<string, string>;
  /** Property of a warehouse that switches the control of its stock on. */
  readonly stockControl: string;
  /** A transfer of ownership after the shipment is a state of its own (ut-filling 4, rule 6a). */
  readonly ownershipState: boolean;
  /** "Доставка 2.5" exists, so that writing an order settles its delivery (ut-filling 1.1). */
  readonly delivery25: boolean;
}

type Supply = Pick<ReleaseRules, 'reserving' | 'shipping' | 'awaiting'>;

const SUPPLY: Supply = {
  reserving: new Set(['Отгрузить', 'СоСклада']),
  shipping: new Set(['Отгрузить']),
  awaiting: new Set(['КОбеспечению', 'РезервироватьПоМереПоступления']),
};

/** Goods set aside for one order are options of their own. */
const SUPPLY_OF_11_4: Supply = {
  reserving: new Set(['Отгрузить', 'ОтгрузитьОбособленно', 'СоСклада']),
  shipping: new Set(['Отгрузить', 'ОтгрузитьОбособленно']),
  awaiting: new Set(['Требуется', 'Обособленно', 'ИзЗаказов']),
};

/** Of ЗапасыИПотребности; РаспределениеЗапасов is derived from the same. */
const DEMAND: ReleaseRules['demandResources'] = new Map([
  ['Отгрузить', 'РезервироватьНаСкладе'],
  ['СоСклада', 'РезервироватьНаСкладе'],
  ['РезервироватьПоМереПоступления', 'РезервироватьПоМереПоступления'],
  ['КОбеспечению', 'КОбеспечению'],
  ['НеТребуется', 'НеОбеспечивать'],
]);

/** Of СвободныеОстатки. */
const DEMAND_OF_11_4: ReleaseRules['demandResources'] = new Map(
  [...SUPPLY_OF_11_4.reserving].map((option) => [option, 'ВРезервеСоСклада']),
);

/** The rules of a base by its traits: each of them follows from one. */
export function rulesOf({ traits, objects }: Pick<Release, 'traits' | 'objects'>): ReleaseRules {
  const byObject = traits.has('settlementObjects');
  return {
    settlementOrder: byObject ? 'ПоЗаказам' : 'ПоЗаказамНакладным',
    settledByOrder: new Set(byObject ? ['ПоЗаказам', 'ПоЗаказамНакладным'] : ['ПоЗаказамНакладным']),
    stages: traits.has('stageTerms') ? 'filled' : 'demanded',
    ...(traits.has('separateSupply') ? SUPPLY : SUPPLY_OF_11_4),
    demandResources: traits.has('freeStockRegister') ? DEMAND_OF_11_4 : DEMAND,
    stockControl:
      'КонтролироватьСвободныеОстатки' in (objects.get('Catalog_Склады')?.properties ?? {})
        ? 'КонтролироватьСвободныеОстатки'
        : 'КонтролироватьОбеспечение',
    ownershipState: traits.has('edition11527'),
    delivery25: traits.has('deliveryPoints'),
  };
}
