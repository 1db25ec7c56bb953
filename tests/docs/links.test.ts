import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = globSync(['*.md', 'docs/**/*.md', 'infra/**/*.md'], { cwd: ROOT }).toSorted();

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What GitHub makes of a heading. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

function anchorsOf(path: string): readonly string[] {
  const withoutCode = textOf(path).replaceAll(/^\s*```[\s\S]*?^\s*```/gm, '');
  return [...withoutCode.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading));
}

/** Links of a page to files of this project, with their anchors. */
function localLinksOf(page: string): readonly string[] {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function fault(page: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : relative(ROOT, join(ROOT, dirname(page), decodeURIComponent(file)));
  if (!existsSync(join(ROOT, target))) {
    return `${link}: there is no ${target}`;
  }
  return anchor === undefined || anchorsOf(target).includes(decodeURIComponent(anchor))
    ? undefined
    : `${link}: ${target} has no such heading`;
}

describe('the pages for people', () => {
  it('are found', () => {
    expect(PAGES).toEqual(
      expect.arrayContaining(['README.ru.md', 'docs/README.md', 'docs/guides/deploy-aws.md']),
    );
  });

  it.each(PAGES)('%s: its links lead somewhere', (page) => {
    expect(localLinksOf(page).flatMap((link) => fault(page, link) ?? [])).toEqual([]);
  });

  it('the index of docs names every guide', () => {
    const index = localLinksOf('docs/README.md');
    const guides = globSync('guides/*.md', { cwd: join(ROOT, 'docs') });
    expect(guides.filter((guide) => !index.includes(guide))).toEqual([]);
  });
});
