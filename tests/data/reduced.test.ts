import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capturedPaths, reducedCapture, reducedDemo, reducedLists, WHOLE } from './reduce.ts';

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

// Whoever has the code alone has nothing to compare with; the data itself is then all that the other tests need.
const hasWhole = existsSync(WHOLE);

describe('the data of the tests is what the whole lists and captures say; mended by node tests/data/reduce.ts', () => {
  it('holds what every described object of 1C needs', () => {
    expect(textOf('ut-metadata.json')).toContain('"Documents.ЗаказКлиента":');
    if (hasWhole) {
      expect(textOf('ut-metadata.json') === reducedLists()).toBe(true);
      expect(textOf('ut-demo.json') === reducedDemo()).toBe(true);
    }
  });

  it.each(hasWhole ? capturedPaths() : [])('holds the captured answer %s', (path) => {
    expect(textOf(`retailcrm/${path}`)).toBe(reducedCapture(path));
  });
});
