import { describe, expect, it } from 'vitest';
import { type Preset, referencePreset, simplePreset } from '../../lib/settings/presets.ts';

const statusRow = ({ statuses }: Preset, crm: string) => statuses.find((row) => row.crm === crm);
const supplyOf = (crm: string) => referencePreset.itemStatuses.find((row) => row.crm === crm)?.supply;

describe('the reference preset', () => {
  it.each([
    ['new', 'НеСогласован', 'НеТребуется'],
    ['client-confirmed', 'КОбеспечению', 'СоСклада'],
    ['assembling', 'КОбеспечению', 'Отгрузить'],
  ])('I-53: %s → %s, rows %s', (crm, onec, supply) => {
    expect(statusRow(referencePreset, crm)).toMatchObject({ onec, supply, shipment: false, cancel: false });
  });

  it.each([
    ['confirming', 'КОбеспечению'],
    ['in-reserve', 'СоСклада'],
    ['completed', 'Отгрузить'],
  ])('I-58: item %s → %s', (crm, supply) => {
    expect(supplyOf(crm)).toBe(supply);
  });

  it('has the flags of the later module: what ships, cancels, returns and closes', () => {
    const having = (flag: 'shipment' | 'cancel' | 'return' | 'close') =>
      referencePreset.statuses.filter((row) => row[flag]).map(({ crm }) => crm);

    expect(having('shipment')).toEqual([
      'assembling-complete',
      'complete',
      'partially-completed',
      'partially-returned',
      'return',
    ]);
    expect(having('cancel')).toEqual([
      'no-call',
      'no-product',
      'already-buyed',
      'delyvery-did-not-suit',
      'prices-did-not-suit',
      'cancel-other',
    ]);
    expect(having('return')).toEqual(['partially-returned', 'return']);
    expect(having('close')).toEqual(['complete', 'partially-completed']);
  });

  it('chooses by the first row: cancelled items are out-of-stock, supplied ones as in original-export 4.4', () => {
    const first = (supply: string) => referencePreset.itemStatuses.find((row) => row.supply === supply)?.crm;

    expect(referencePreset.itemStatuses.find(({ cancel }) => cancel)?.crm).toBe('out-of-stock');
    expect(['НеТребуется', 'КОбеспечению', 'СоСклада', 'Отгрузить'].map(first)).toEqual([
      'new',
      'confirming',
      'in-reserve',
      'ready-for-assembly',
    ]);
  });
});

describe('the simple preset', () => {
  it.each([
    ['stockOnly', 'КОтгрузке'],
    ['stockAndToOrder', 'КОбеспечению'],
  ] as const)('I-54: with %s for-shipment → %s, all rows Отгрузить, shipped', (orderUse, onec) => {
    for (const crm of ['for-shipment', 'otgruzhen']) {
      expect(statusRow(simplePreset(orderUse), crm)).toMatchObject({
        onec,
        supply: 'Отгрузить',
        shipment: true,
      });
    }
  });

  it('I-54: assembling → КОбеспечению, rows КОбеспечению; cancel → Закрыт, cancelled', () => {
    const preset = simplePreset('stockOnly');

    expect(statusRow(preset, 'assembling')).toMatchObject({ onec: 'КОбеспечению', supply: 'КОбеспечению' });
    expect(statusRow(preset, 'cancel')).toMatchObject({ onec: 'Закрыт', cancel: true, shipment: false });
    expect(preset.codes.orderCancelled).toBe('cancel');
  });

  it('manual: complete and partially-completed ship and close, both statuses of returns take back and close', () => {
    const preset = simplePreset('stockAndToOrder');

    for (const crm of ['complete', 'partially-completed']) {
      expect(statusRow(preset, crm)).toMatchObject({
        onec: null,
        supply: 'Отгрузить',
        shipment: true,
        close: true,
      });
    }
    for (const crm of ['return', 'partially-returned']) {
      expect(statusRow(preset, crm)).toMatchObject({ onec: null, supply: null, return: true, close: true });
    }
  });

  it('I-55: as invoices every status → НеСогласован with rows НеТребуется, only cancel closes', () => {
    const { statuses } = simplePreset('invoice');

    expect(new Set(statuses.map(({ supply }) => supply))).toEqual(new Set(['НеТребуется']));
    expect(statuses.filter(({ onec }) => onec !== 'НеСогласован').map(({ crm }) => crm)).toEqual(['cancel']);
  });

  it('manual, section 7: back to the CRM for-shipment comes before assembling', () => {
    const found = (status: string, allRowsShipping: boolean) =>
      simplePreset('stockAndToOrder').states.find(
        (row) =>
          row.status === status &&
          (row.allRowsShipping === undefined || row.allRowsShipping === allRowsShipping),
      )?.crm;

    expect(found('НеСогласован', false)).toBe('new');
    expect(found('КОбеспечению', false)).toBe('assembling');
    expect(found('КОбеспечению', true)).toBe('for-shipment');
    expect(found('КОтгрузке', true)).toBe('for-shipment');
    expect(found('Закрыт', true)).toBe('complete');
  });
});
