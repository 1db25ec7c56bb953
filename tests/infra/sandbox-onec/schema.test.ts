import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { orderState, type StateInput } from '../../../infra/sandbox/onec/behaviour/order-state.ts';
import { units } from '../../../infra/sandbox/onec/schema/units.ts';

const LISTS = new URL('../../../../shared/data/onec/ut-metadata/ut-11.5.20.68.json', import.meta.url);

interface ListedObject {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly CodeLength?: string;
  readonly DescriptionLength?: string;
}

const readObjects = (): Readonly<Record<string, ListedObject | undefined>> =>
  (JSON.parse(readFileSync(LISTS, 'utf8')) as { objects: Record<string, ListedObject> }).objects;

describe.skipIf(!existsSync(LISTS))(
  'against the lists of names (skipped where shared/data is absent)',
  () => {
    it('units of measure are described as UT has them', () => {
      const listed = readObjects()['Catalogs.УпаковкиЕдиницыИзмерения'];
      expect(Object.keys(listed?.attributes ?? {})).toEqual(
        expect.arrayContaining(Object.keys(units.properties)),
      );
      expect([units.codeLength, units.descriptionLength].map(String)).toEqual([
        listed?.CodeLength,
        listed?.DescriptionLength,
      ]);
      expect(units.properties.ТипИзмеряемойВеличины.values).toEqual(
        Object.keys(readObjects()['Enums.ТипыИзмеряемыхВеличин']?.values ?? {}),
      );
    });

    it('every state that is computed is a value of the enumeration', () => {
      const input: StateInput = {
        status: 'КОбеспечению',
        byOrder: true,
        total: 100,
        advance: 0,
        prepayment: 0,
        paid: 0,
        left: 100,
        needsSupply: false,
        waiting: false,
        allShip: true,
        openQuantity: false,
        openInvoice: false,
        closedByHand: false,
      };
      const states = [
        { ...input, status: 'НеСогласован' },
        { ...input, advance: 10 },
        { ...input, needsSupply: true },
        { ...input, prepayment: 10 },
        { ...input, waiting: true },
        { ...input, allShip: false },
        { ...input, openQuantity: true },
        input,
        { ...input, left: 0, closedByHand: true },
        { ...input, left: 0 },
      ].map(orderState);
      expect(states).toEqual(Object.keys(readObjects()['Enums.СостоянияЗаказовКлиентов']?.values ?? {}));
    });
  },
);
