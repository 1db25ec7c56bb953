/** What of the framework the plugin looks at. */
interface Framework {
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

/** Parameters that a deployment knows; `${param:…}` in serverless.yml and infra/deploy use no others (a test compares). */
export const PARAMS = ['logLevel', 'catalogAccess', 'triggerConcurrency'];

/**
 * A plugin of the framework, which takes it by its default export. The framework itself takes any `--param`: a mistyped one
 * would be packaged without a word (N-10).
 *
 * @throws before anything is packaged, naming the unknown parameters and those that there are.
 */
export default class RefuseUnknownParams {
  constructor({ classes }: Framework, { param = [] }: { readonly param?: string | readonly string[] }) {
    const names = [param].flat().map((pair) => String(pair).split('=')[0] ?? '');
    const unknown = names.filter((name) => !PARAMS.includes(name));
    if (unknown.length > 0) {
      const moved = unknown.includes('alarmEmail')
        ? ' Адрес для тревог теперь — параметр ALARM_EMAIL в Parameter Store.'
        : '';
      throw new classes.Error(
        `Неизвестные параметры --param: ${unknown.join(', ')}. Есть: ${PARAMS.join(', ')}.${moved}`,
        'UNKNOWN_PARAM',
      );
    }
  }
}
