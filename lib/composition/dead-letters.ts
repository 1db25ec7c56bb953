import { createOrderOutcomes } from '../journal/outcomes.ts';
import type { Config } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';
import { createOrderDeadLetters, type ParkDeadLetters } from '../worker/dead-letters.ts';
import { systemRuntime } from './runtime.ts';
import { composeTable } from './table.ts';

/** The drain of a stage's dead letters. */
export const composeDeadLetters = (config: Config<'state'>, log: Log): ParkDeadLetters =>
  createOrderDeadLetters(createOrderOutcomes(composeTable(config)), { clock: systemRuntime.clock, log });
