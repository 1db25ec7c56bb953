import { BridgeError } from '../../lib/platform/errors.ts';

/** The stand-ins are tools of the checkout: an installed command comes without them, and works on a cloud stage only. */
class StandInsMissing extends BridgeError {
  constructor(cause: unknown) {
    super('the stand-ins of the local stack are not installed', {
      code: 'standInsMissing',
      retryable: false,
      scope: 'exchange',
      advice:
        'Установленная команда работает с облачным этапом: назовите его переменными SECRETS_PATH, TABLE_NAME, PRIVATE_BUCKET и ' +
        'ORDER_QUEUE_URL (выходы стека, см. docs/guides/deploy-aws.md). Для локального стека запускайте npm run cli из папки с ' +
        'исходным кодом.',
      cause,
    });
  }
}

/**
 * Loads a package that plays a part of the cloud, where it is needed and no sooner.
 *
 * @throws {StandInsMissing} if it is not installed.
 */
export async function standInPackage<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    throw isMissing(error) ? new StandInsMissing(error) : error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
