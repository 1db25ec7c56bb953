/** A duration as Russian readers write it, in seconds with one decimal: `260` milliseconds → `0,3`. */
export const saySeconds = (milliseconds: number): string =>
  (milliseconds / 1000).toFixed(1).replace('.', ',');
