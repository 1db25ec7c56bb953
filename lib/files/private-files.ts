/** Text bodies too large for the state table: settings versions, snapshots, dictionaries. Not readable by the public. */
export interface PrivateFiles {
  /** The body under `key`, or undefined. @throws {FilesUnreachable} */
  read(key: string): Promise<string | undefined>;
  /** Stores or replaces the body. @throws {FilesUnreachable} */
  write(key: string, body: string, contentType: string): Promise<void>;
}
