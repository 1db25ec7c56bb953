import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What people read. What 1C itself says is compared in 1C's own spelling. */
const FILES = globSync(
  [
    'lib/**/*.ts',
    'functions/*.ts',
    'infra/local/**/*.ts',
    'infra/deploy/**/*',
    'docs/guides/*.md',
    'README.ru.md',
  ],
  { cwd: ROOT },
).filter((file) => /\.(ts|md|yml|cjs)$/.test(file) && !file.endsWith('platform-words.ts'));

/** Names that 1C itself spells so. */
const NAMES_OF_1C = /Удаленный доступ OData|УдаленныйДоступOData/g;

/** Words that are never written without ё, and participles in -ённый. */
const WORDS =
  'еще|ее|нее|создает|остается|найдет|пройдет|перейдет|начнет|вернет|ведет|идет|ждет|дает|берет|учет|счетчик|решетк[аи]|заведен|запрещен|удален|о нем|в нем';
const PARTICIPLES =
  '(?:не)?(?:сохран|измен|отмен|замен|разреш|запрещ|введ|подтвержд|прочт|учт|удал|определ|исключ|включ|подключ|перенес|размещ|возвращ|провед|завед)енн(?:ы|о|а|у)';
const WITHOUT_YO = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:(?:${WORDS})(?![\p{L}\p{N}_])|${PARTICIPLES})`,
  'giu',
);

const faultsOf = (text: string): readonly string[] =>
  [...text.replaceAll(NAMES_OF_1C, '').matchAll(WITHOUT_YO)].map(([word]) => word);

describe('what people read', () => {
  it('N-11: has its ё', () => {
    expect(faultsOf('ещё и её счётчик')).toEqual([]);
    expect(faultsOf('Еще «ее» (измененный)')).toEqual(['Еще', 'ее', 'измененны']);
    const faults = FILES.flatMap((file) =>
      faultsOf(readFileSync(join(ROOT, file), 'utf8')).map((word) => `${file}: ${word}`),
    );
    expect(faults).toEqual([]);
  });
});
