/** What the configuration does otherwise from release to release (ut-filling, onec-odata F1), beside names and lengths. */
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

const NEWER: ReleaseRules = {
  settlementOrder: 'ПоЗаказам',
  settledByOrder: new Set(['ПоЗаказам', 'ПоЗаказамНакладным']),
  stages: 'filled',
  reserving: new Set(['Отгрузить', 'СоСклада']),
  shipping: new Set(['Отгрузить']),
  awaiting: new Set(['КОбеспечению', 'РезервироватьПоМереПоступления']),
  demandResources: new Map([
    ['Отгрузить', 'РезервироватьНаСкладе'],
    ['СоСклада', 'РезервироватьНаСкладе'],
    ['РезервироватьПоМереПоступления', 'РезервироватьПоМереПоступления'],
    ['КОбеспечению', 'КОбеспечению'],
    ['НеТребуется', 'НеОбеспечивать'],
  ]),
  stockControl: 'КонтролироватьСвободныеОстатки',
  ownershipState: false,
  delivery25: false,
};

const RULES: ReadonlyMap<string, ReleaseRules> = new Map([
  [
    '11.4',
    {
      settlementOrder: 'ПоЗаказамНакладным',
      settledByOrder: new Set(['ПоЗаказамНакладным']),
      stages: 'demanded',
      reserving: new Set(['Отгрузить', 'ОтгрузитьОбособленно', 'СоСклада']),
      shipping: new Set(['Отгрузить', 'ОтгрузитьОбособленно']),
      awaiting: new Set(['Требуется', 'Обособленно', 'ИзЗаказов']),
      demandResources: new Map([
        ['Отгрузить', 'ВРезервеСоСклада'],
        ['ОтгрузитьОбособленно', 'ВРезервеСоСклада'],
        ['СоСклада', 'ВРезервеСоСклада'],
      ]),
      stockControl: 'КонтролироватьОбеспечение',
      ownershipState: false,
      delivery25: false,
    },
  ],
  ['11.5.20', NEWER],
  ['11.5.27', { ...NEWER, ownershipState: true, delivery25: true }],
]);

/** @throws {RangeError} for a release that nobody has taught the sandbox. */
export function rulesOf(release: string): ReleaseRules {
  const rules = RULES.get(release);
  if (rules === undefined) {
    throw new RangeError(`the sandbox knows no rules of UT ${release}`);
  }
  return rules;
}
