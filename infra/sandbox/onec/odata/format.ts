import { CODE, ODataFault } from './fault.ts';

/** How much is said about the data beside the data (onec-odata A1). */
export type Annotations = 'minimal' | 'none';

/**
 * What a reader asked for by `$format` or `Accept`.
 *
 * @throws {ODataFault} 406 code 3 if it is not JSON: 1C would answer Atom, which the sandbox does not speak.
 */
export function wantedFormat(format: string | undefined, accept: string | undefined): Annotations {
  const wanted = (format ?? accept ?? '').toLowerCase().replaceAll(' ', '');
  const json = wanted.split(',').find((type) => type === 'json' || type.startsWith('application/json'));
  if (json === undefined || json.includes('odata=fullmetadata')) {
    throw new ODataFault(
      406,
      CODE.badFormat,
      'Песочница отвечает только в JSON: добавьте $format=json или заголовок Accept',
    );
  }
  return json.includes('odata=nometadata') ? 'none' : 'minimal';
}

/** The media type of an answer. */
export const contentType = (annotations: Annotations): string =>
  `application/json;odata=${annotations === 'none' ? 'nometadata' : 'minimalmetadata'};charset=utf-8`;
