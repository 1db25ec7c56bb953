/** `DataVersion` of a serial number: 8 bytes in base64, `AAAAAAAAAAI=`. */
export function encodeVersion(serial: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(serial);
  return bytes.toString('base64');
}

/** The serial number of a `DataVersion` made by `encodeVersion`. */
export const decodeVersion = (version: string): bigint => Buffer.from(version, 'base64').readBigUInt64BE();
