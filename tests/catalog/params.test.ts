import { describe, expect, it } from 'vitest';
import { type AttributeRow, paramsOf } from '../../lib/catalog/params.ts';
import { testKey } from '../settings/valid-settings.ts';

const OF_ITEM = testKey(1);
const OF_CHARACTERISTIC = testKey(2);
const FABRIC = testKey(3);
const words = (titles: Readonly<Record<string, string>>) => ({
  titles: new Map(Object.entries(titles)),
  values: new Map<string, string>(),
});
const row = (Свойство_Key: string, Значение: string): AttributeRow => ({
  Свойство_Key,
  Значение,
  Значение_Type: 'Edm.String',
  ТекстоваяСтрока: '',
});

describe('params of an offer', () => {
  it('two properties of 1C that the CRM knows as one give one param, the characteristic’s', () => {
    const titles = words({ [OF_ITEM]: 'Цвет', [OF_CHARACTERISTIC]: 'цвет' });
    const rows = [row(OF_ITEM, 'разный'), row(OF_CHARACTERISTIC, 'синий')];
    expect(paramsOf(rows, titles, [])).toEqual([{ code: 'color', name: 'цвет', value: 'синий' }]);
    expect(paramsOf([...rows].reverse(), titles, [])).toMatchObject([{ code: 'color', value: 'разный' }]);
  });

  it('also where the settings give two properties one code; other titles keep a param each', () => {
    const titles = words({ [OF_ITEM]: 'Материал', [OF_CHARACTERISTIC]: 'Ткань', [FABRIC]: 'Ткань' });
    const customFields = [OF_ITEM, OF_CHARACTERISTIC].map((onec) => ({ crm: 'fabric', onec }));
    const rows = [row(OF_ITEM, 'хлопок'), row(OF_CHARACTERISTIC, 'лён'), row(FABRIC, 'шёлк')];
    expect(paramsOf(rows, titles, customFields)).toMatchObject([
      { code: 'fabric', value: 'лён' },
      { code: `p${FABRIC.replaceAll('-', '')}`, value: 'шёлк' },
    ]);
  });

  it('an empty value takes no other’s place', () => {
    const titles = words({ [OF_ITEM]: 'Цвет', [OF_CHARACTERISTIC]: 'Цвет' });
    expect(paramsOf([row(OF_ITEM, 'синий'), row(OF_CHARACTERISTIC, ' ')], titles, [])).toMatchObject([
      { code: 'color', value: 'синий' },
    ]);
  });
});
