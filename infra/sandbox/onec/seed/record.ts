import type { Entity } from '../store/entity.ts';

/** Properties of one entity; what is left out is empty. */
export interface Seed {
  readonly set: string;
  readonly properties: Readonly<Record<string, Entity[string]>>;
}
