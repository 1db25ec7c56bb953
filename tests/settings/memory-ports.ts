import type { SettingsArchive, SettingsPointer } from '../../lib/settings/version-chain.ts';

/** Archive and pointer in memory; `beforeAdvance` runs once, between the write of a body and the move of the pointer. */
export class MemoryPorts implements SettingsArchive, SettingsPointer {
  readonly bodies = new Map<string, string>();
  stamp: number | undefined;
  reads = 0;
  beforeAdvance: (() => Promise<unknown>) | undefined;

  async read(key: string): Promise<string | undefined> {
    this.reads += 1;
    return this.bodies.get(key);
  }

  async write(key: string, body: string): Promise<void> {
    this.bodies.set(key, body);
  }

  async current(): Promise<number | undefined> {
    return this.stamp;
  }

  async advance(from: number | undefined, to: number): Promise<boolean> {
    const meanwhile = this.beforeAdvance;
    this.beforeAdvance = undefined;
    await meanwhile?.();
    if (this.stamp !== from) {
      return false;
    }
    this.stamp = to;
    return true;
  }
}
