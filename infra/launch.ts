#!/usr/bin/env node

/*
 * The beginning of the installed command (N-8): on an older Node the command itself would die with a stack trace before it can
 * say anything, so this file is written for all of them and loads the rest when it has looked.
 */

const LEAST_NODE = 24;

const [major = '0'] = process.versions.node.split('.');
if (Number(major) < LEAST_NODE) {
  process.stderr.write(
    `retailcrm-1c: нужен Node.js ${LEAST_NODE} или новее, а запущен ${process.versions.node}. Установите его: https://nodejs.org\n`,
  );
  process.exitCode = 1;
} else {
  await import('./cli.ts');
}
