/** A part that is made when it is asked for first, and kept. One whose making fails is made anew the next time. */
export function once<Part>(make: () => Part): () => Part {
  let made: { readonly part: Part } | undefined;
  return () => {
    made ??= { part: make() };
    return made.part;
  };
}
