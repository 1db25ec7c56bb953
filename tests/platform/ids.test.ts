import fc from 'fast-check';
import { v5 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { deterministicId, randomId } from '../../lib/platform/ids.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-([45])[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('deterministic identifiers', () => {
  it('are the same for ever: 1C already holds objects under them', () => {
    expect(deterministicId('order', 138)).toBe('43ddc948-18bf-523f-96be-c3cf29079f72');
    expect(deterministicId('row', 138, 1)).toBe('c45b5aff-c674-5351-a5b1-09cf6f94d0ce');
    expect(deterministicId('partner', 42)).toBe('1c878713-347b-58dc-963d-4892b6513ed5');
  });

  it('are the UUIDs of version 5 that the package makes of the same name', () => {
    const namespace = '6e2b7c4a-51f0-4e0e-9d0b-3b0f6a1d9c55';
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, number) => {
        const id = deterministicId(text, number);
        expect(id).toBe(v5(`${text}\u0000${number}`, namespace));
        expect(UUID.exec(id)?.[1]).toBe('5');
      }),
    );
  });

  it('differ whenever a part or the place of a part differs', () => {
    const parts = fc.array(fc.oneof(fc.stringMatching(/^[a-zа-я\d]{0,5}$/), fc.nat(99)), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const isSame = JSON.stringify(one.map(String)) === JSON.stringify(other.map(String));
        expect(deterministicId(...one) === deterministicId(...other)).toBe(isSame);
      }),
    );
    expect(deterministicId('a', 'bc')).not.toBe(deterministicId('ab', 'c'));
  });
});

describe('random identifiers', () => {
  it('are UUIDs of version 4 and never the same', () => {
    const ids = Array.from({ length: 1000 }, randomId);
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every((id) => UUID.exec(id)?.[1] === '4')).toBe(true);
  });
});
