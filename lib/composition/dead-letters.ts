import type { Log } from '../platform/log.ts';
import { createOrderDeadLetters, type ParkDeadLetters } from '../worker/dead-letters.ts';
import type { Stage } from './stage.ts';

/** The drain of a stage's dead letters. */
export const composeDeadLetters = ({ outcomes, runtime: { clock } }: Stage, log: Log): ParkDeadLetters =>
  createOrderDeadLetters(outcomes, { clock, log });
