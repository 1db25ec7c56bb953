import { systemClock, systemSleep } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createStateClient } from '../state/client.ts';
import { createDynamoTable } from '../state/dynamo-table.ts';
import type { Table } from '../state/table.ts';

/** The state table of a stage; nothing is sent yet. */
export const composeTable = (config: Config<'state'>): Table =>
  createDynamoTable({
    client: createStateClient(),
    tableName: config.TABLE_NAME,
    clock: systemClock,
    sleep: systemSleep,
    random: Math.random,
  });
