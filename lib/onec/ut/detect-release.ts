import { BridgeError } from '../../platform/errors.ts';
import type { OnecClient } from '../client.ts';
import { isUnknownProperty } from '../errors.ts';
import type { DocumentDescription } from './describe.ts';
import { заказКлиента } from './objects/order.ts';
import type { Release } from './release.ts';
import { RELEASES } from './releases.ts';

/** The base is none of the releases that the bridge speaks, or does not publish what would tell. */
export class ReleaseUnknown extends BridgeError {
  constructor(missing: readonly string[], advice: string) {
    super(`the release of the base is not known; missing: ${missing.join(', ')}`, {
      code: 'onecReleaseUnknown',
      retryable: false,
      scope: 'exchange',
      advice,
      details: { missing: missing.join(', ') },
    });
  }
}

/**
 * The release of UT behind `onec`, from what the base publishes and from single probes of properties that one release has
 * and the others do not (design, principle 8). At most four light requests.
 *
 * @throws {ReleaseUnknown} if the base publishes no orders, or its orders have the sign of no release; whatever `onec`
 *   throws.
 */
export async function detectRelease(onec: OnecClient): Promise<Release> {
  const published = await onec.sets();
  if (!published.includes(заказКлиента.set)) {
    throw notPublished(published.length);
  }
  for (const release of RELEASES) {
    if (await hasProperty(onec, release.sign)) {
      return release;
    }
  }
  throw signless();
}

/** 1C refuses a selection of what is not there (code 10), even if there is no order yet (onec-odata A9). */
async function hasProperty(onec: OnecClient, name: string): Promise<boolean> {
  try {
    const orders: DocumentDescription = заказКлиента;
    const found = await onec.list(orders, { select: ['Ref_Key', name], top: 1 });
    return found.every((order) => name in order);
  } catch (error) {
    if (isUnknownProperty(error)) {
      return false;
    }
    throw error;
  }
}

function notPublished(count: number): ReleaseUnknown {
  return new ReleaseUnknown(
    [заказКлиента.set],
    count === 0
      ? 'В состав интерфейса OData базы 1С не входит ни одного объекта. Добавьте их: docs/guides/publish-onec.md, раздел 4.'
      : `Объект ${заказКлиента.set} не входит в состав интерфейса OData, и выпуск УТ определить нельзя. Добавьте объекты в состав: docs/guides/publish-onec.md, раздел 4, — и проверьте, что ONEC_URL указывает на базу «Управление торговлей 11».`,
  );
}

function signless(): ReleaseUnknown {
  const signs = RELEASES.map(({ name, sign }) => `${sign} (${name})`);
  return new ReleaseUnknown(
    RELEASES.map(({ sign }) => `${заказКлиента.set}.${sign}`),
    `Обмен поддерживает выпуски УТ ${RELEASES.map(({ name }) => name).join(', ')}, а у заказа клиента этой базы нет ни одного из их реквизитов: ${signs.join(', ')}. Обновите УТ до 11.5.20 или новее; до этого заказы не загружаются.`,
  );
}
