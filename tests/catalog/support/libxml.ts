import { spawnSync } from 'node:child_process';
import { type ReadIcml, readIcml } from './read-icml.ts';

/** Larger than any file that a test makes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * A catalogue as libxml2 reads it, a parser that shares nothing with this repository: `xmllint` writes down what it has
 * understood in canonical form, where nothing is left to interpretation.
 *
 * @returns undefined on a machine without `xmllint`, unless `REQUIRE_XMLLINT` says that there must be one, as `.ci/run` does.
 * @throws {Error} what `xmllint` says of a document that is not well-formed.
 */
export function readByLibxml(xml: string): ReadIcml | undefined {
  const { error, status, stdout, stderr } = spawnSync('xmllint', ['--nonet', '--c14n', '-'], {
    input: xml,
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
    if (process.env.REQUIRE_XMLLINT === undefined) {
      return undefined;
    }
    throw new Error('xmllint is demanded and missing: install libxml2-utils', { cause: error });
  }
  if (error !== undefined || status !== 0) {
    throw new Error(`xmllint: ${stderr.slice(0, 2000)}`, { cause: error });
  }
  return readIcml(stdout);
}

/** A catalogue as each parser that this machine has reads it, by name; one of them always is. */
export function readByEach(xml: string): ReadonlyMap<string, ReadIcml> {
  const libxml = readByLibxml(xml);
  return new Map([
    ['fast-xml-parser', readIcml(xml)],
    ...(libxml === undefined ? [] : [['libxml2', libxml] as const]),
  ]);
}
