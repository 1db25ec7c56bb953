import { describe, expect, it, vi } from 'vitest';
import { lazily } from '../../lib/platform/lazily.ts';

const composing = () => vi.fn(async () => async (event: number) => event * 2);

describe('a handler that is composed at its first call', () => {
  it('not before, and only once, also for calls that come together', async () => {
    const compose = composing();
    const handler = lazily(compose);
    expect(compose).not.toHaveBeenCalled();
    expect(await Promise.all([handler(1), handler(2)])).toEqual([2, 4]);
    expect(await handler(3)).toBe(6);
    expect(compose).toHaveBeenCalledTimes(1);
  });

  it('fails with the error of composing, and composes anew at the next call', async () => {
    const compose = composing().mockRejectedValueOnce(new Error('no secrets'));
    const handler = lazily(compose);
    const first = [handler(1), handler(2)];
    await expect(first[0]).rejects.toThrow('no secrets');
    await expect(first[1]).rejects.toThrow('no secrets');
    expect(await handler(3)).toBe(6);
    expect(compose).toHaveBeenCalledTimes(2);
  });

  it('also when composing throws instead of rejecting', async () => {
    const compose = composing().mockImplementationOnce(() => {
      throw new Error('at once');
    });
    const handler = lazily(compose);
    await expect(handler(1)).rejects.toThrow('at once');
    expect(await handler(3)).toBe(6);
  });

  it('stays composed when a call fails', async () => {
    const compose = vi.fn(async () => async (event: number) => {
      if (event === 1) {
        throw new Error('bad event');
      }
      return event;
    });
    const handler = lazily(compose);
    await expect(handler(1)).rejects.toThrow('bad event');
    expect(await handler(2)).toBe(2);
    expect(compose).toHaveBeenCalledTimes(1);
  });
});
