import { describe, expect, it } from 'vitest';
import { terminalProgress } from '../../lib/cli/progress.ts';

describe('progress', () => {
  it('is one line of a terminal, and nothing in a file or a pipe', () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    for (const progress of [terminalProgress(stream), terminalProgress({ ...stream, isTTY: false })]) {
      progress.show('1 из 2');
      progress.clear();
    }
    expect(written).toEqual([]);
    const progress = terminalProgress({ ...stream, isTTY: true });
    progress.show('1 из 2');
    progress.clear();
    expect(written).toEqual(['\r1 из 2\u001b[K', '\r\u001b[K']);
  });
});
