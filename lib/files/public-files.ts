/** Files that anybody may read who knows their name: the catalogues. */
export interface PublicFiles {
  /**
   * Stores or replaces a file at once, when all of it has come: until then, and if the source fails, readers get the old
   * one. Holds a few megabytes of it at a time.
   *
   * @returns the size in bytes.
   * @throws {FilesUnreachable}, or whatever the source throws; nothing of it is left behind.
   */
  publish(key: string, contentType: string, body: AsyncIterable<Uint8Array>): Promise<number>;
}
