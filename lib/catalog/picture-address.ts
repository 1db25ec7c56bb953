/** What a browser shows. */
const PICTURES: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'svg', 'avif']);

/** Whether a file of 1C is a picture, by its extension with or without a dot. */
export const isPicture = (extension: string): boolean =>
  PICTURES.has(extension.trim().replace(/^\./, '').toLowerCase());

/**
 * The public address of a picture (case E-40): the settings' `imageBaseUrl` and 1C's path, back-slashes as slashes, each part
 * percent-encoded.
 *
 * @param path `ПутьКФайлу`, below the volume where 1C keeps files; empty for a file that lies in the base.
 * @returns undefined for such a file.
 */
export function pictureAddress(baseUrl: string, path: string): string | undefined {
  const parts = path
    .trim()
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  if (parts.length === 0) {
    return undefined;
  }
  const joint = /[/=]$/.test(baseUrl) ? '' : '/';
  return `${baseUrl}${joint}${parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}`;
}
