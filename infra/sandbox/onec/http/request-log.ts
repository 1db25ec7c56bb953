/** A request that reached the publication, and how it ended. */
export interface LoggedRequest {
  readonly method: string;
  /** Decoded, below the service: `Document_ЗаказКлиента(guid'…')/Post?PostingModeOperational=false`. */
  readonly path: string;
  readonly set: string | undefined;
  /** Status of the answer; 0 if the connection was cut. */
  readonly status: number;
}

/** Old requests are forgotten, counts are not. */
const KEPT = 5_000;

/** What the sandbox was asked, for tests that count requests. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #counts = new Map<string, number>();

  add(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > KEPT) {
      this.#requests.shift();
    }
    const key = countKey(request);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  clear(): void {
    this.#requests = [];
    this.#counts.clear();
  }

  /** The last requests, oldest first. */
  list(): readonly LoggedRequest[] {
    return this.#requests;
  }

  /** Counts by method, set and method of the object: `POST Document_ЗаказКлиента/Post`. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}

function countKey({ method, path, set }: LoggedRequest): string {
  const posting = /\/(?:Post|Unpost|Balance|\$count)(?=$|[?(])/.exec(path)?.[0] ?? '';
  return `${method} ${set ?? ''}${posting}`;
}
