import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDigest, randomDigestKey } from '../../lib/platform/digest.ts';

it('D-25: equal values of one kind under one key have one digest, anything else another, and none shows its value', () => {
  const [one, other] = [createDigest('key one'), createDigest('key two')];
  const value = fc.string({ minLength: 4 });
  fc.assert(
    fc.property(value, value, (text, another) => {
      const digest = one('phone', text);
      expect(one('phone', text)).toBe(digest);
      expect(one('phone', another) === digest).toBe(another === text);
      expect([one('email', text), one('name', text), other('phone', text)]).not.toContain(digest);
      expect(digest).toMatch(/^[A-Za-z0-9_-]{22}$/);
    }),
  );
});

it('D-25: nothing is nothing: there is no digest of it to compare', () => {
  expect(createDigest('key')('phone', '')).toBe('');
});

it('D-25: keys are random and long enough for HMAC-SHA-256', () => {
  expect(Buffer.from(randomDigestKey(), 'base64url')).toHaveLength(32);
  expect(randomDigestKey()).not.toBe(randomDigestKey());
});
