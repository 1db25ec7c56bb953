import type { Base } from '../base.ts';
import type { SetSchema } from '../schema/schema.ts';
import type { Entity } from '../store/entity.ts';
import type { BodyContext } from '../write/body.ts';

/** Why an entity is being written: 1C's handlers do more on posting than on a plain write (ut-filling 0). */
export type Occasion = 'create' | 'write' | 'post' | 'unpost' | 'delete';

/** What a handler knows and may touch. */
export interface WriteContext extends BodyContext {
  readonly base: Base;
  /** Schema of the entity being written. */
  readonly own: SetSchema;
  readonly occasion: Occasion;
}

/** What the configuration does by itself when an object is written: the handlers of its object module. */
export interface Behaviour {
  /** Completes the draft or refuses it with an `ODataFault`. */
  beforeWrite?(draft: Entity, context: WriteContext): void;
  /** Writes what follows from it elsewhere; the draft has its final form. Also called for a delete. */
  afterWrite?(draft: Entity, context: WriteContext): void;
}
