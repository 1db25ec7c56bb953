/**
 * A handler that is composed at its first call and kept for the next ones: configuration and secrets are read once a
 * container. If composing fails, that call fails with its error and the next one composes anew.
 */
export function lazily<Event, Result>(
  compose: () => Promise<(event: Event) => Promise<Result>>,
): (event: Event) => Promise<Result> {
  let composed: Promise<(event: Event) => Promise<Result>> | undefined;
  return async (event) => {
    composed ??= compose().catch((failure: unknown) => {
      composed = undefined;
      throw failure;
    });
    return (await composed)(event);
  };
}
