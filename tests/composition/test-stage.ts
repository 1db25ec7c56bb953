import type { Runtime } from '../../lib/composition/runtime.ts';
import { createStage, type Stage } from '../../lib/composition/stage.ts';
import type { ReadSections } from '../../lib/composition/stores.ts';
import type { Config, Section } from '../../lib/platform/config.ts';
import type { Log } from '../../lib/platform/log.ts';
import type { OrderQueue } from '../../lib/queue/order-item.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import type { SettingsArchive } from '../../lib/settings/version-chain.ts';
import type { Table } from '../../lib/state/table.ts';
import { createMemoryPrivateFiles } from '../files/memory-private-files.ts';
import { recordingLog } from '../infra/local/recording-log.ts';

/** Configuration that a test gives by hand; it is not checked. */
export const given =
  (config: Partial<Config<Section>>): ReadSections =>
  <S extends Section>() =>
    config as Config<S>;

export interface TestStageParts {
  readonly config: Partial<Config<Section>>;
  readonly table: Table;
  readonly runtime: Runtime;
  /** Put in force if they are given; else the archive has some. */
  readonly settings?: Settings;
  readonly archive?: SettingsArchive;
  readonly orderQueue?: OrderQueue;
  readonly log?: Log;
}

/** A stage as it is wired in production, over state in memory. */
export async function testStage(parts: TestStageParts): Promise<Stage> {
  const { config, table, runtime, settings, orderQueue } = parts;
  const stage = createStage({
    config: given(config),
    log: parts.log ?? recordingLog().log,
    runtime,
    table,
    archive: parts.archive ?? createMemoryPrivateFiles(),
    ...(orderQueue === undefined ? {} : { orderQueue }),
  });
  if (settings !== undefined) {
    await stage.settings.save(JSON.stringify(settings));
  }
  return stage;
}
