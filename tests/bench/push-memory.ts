import { pushAll } from './push.ts';

/** Prints the peak resident size of a run of the stock push, MiB; started by push.ts. */
await pushAll();
console.log(process.resourceUsage().maxRSS / 1024);
