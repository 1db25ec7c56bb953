/** The package has no types of its own. Only what the local stack uses. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory if missing. Opened by one process at a time. */
    path?: string;
    /** How long a new table is `CREATING`, milliseconds. */
    createTableMs?: number;
  }

  function dynalite(options?: DynaliteOptions): Server;
  export = dynalite;
}
