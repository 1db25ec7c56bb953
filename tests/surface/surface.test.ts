import { describe, expect, it } from 'vitest';
import { surfaceOf } from './surface-of.ts';

/** The modules by which the rooms of both systems are used; the others are their own affair. */
const ROOMS = {
  onec: [
    'client.ts',
    'create-client.ts',
    'list-pages.ts',
    'filter.ts',
    'values.ts',
    'errors.ts',
    'ut/entity.ts',
    'ut/virtual-table.ts',
    'ut/any-release.ts',
    'ut/fit-body.ts',
  ],
  crm: [
    'client.ts',
    'create-client.ts',
    'budget.ts',
    'order.ts',
    'history.ts',
    'dictionaries.ts',
    'errors.ts',
  ],
} as const;

describe('the public surface', () => {
  it.each(Object.entries(ROOMS))(
    'of lib/%s is what its list says; a change that is meant is written down by `npx vitest run tests/surface -u`',
    async (room, modules) => {
      const listed = modules.map((module) => `// ${module}\n${surfaceOf(`lib/${room}/${module}`)}\n`);
      await expect(listed.join('\n')).toMatchFileSnapshot(`./${room}.txt`);
    },
  );
});
