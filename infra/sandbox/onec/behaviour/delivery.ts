import { innerError } from '../odata/fault.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../schema/empty.ts';
import { type Entity, flagOf, textOf } from '../store/entity.ts';
import type { WriteContext } from './behaviour.ts';

const POINTS = 'Catalog_ТочкиДоставки';

/** Properties of an order that mean nothing without a delivery, empty. The older СпособДоставки stays. */
const NO_DELIVERY = {
  ВидПланированияДоставки: '',
  СпособУказанияДоставки: '',
  СпособДоставки25: '',
  ТочкаДоставки_Key: EMPTY_KEY,
  ЗонаДоставки_Key: EMPTY_KEY,
  ВремяДоставкиС: EMPTY_DATE,
  ВремяДоставкиПо: EMPTY_DATE,
  ПеревозчикПартнер_Key: EMPTY_KEY,
  ДополнительнаяИнформацияПоДоставке: '',
  ОсобыеУсловияПеревозки: false,
  ОсобыеУсловияПеревозкиОписание: '',
};

/**
 * What writing an order does to its delivery in 11.5.27 (ut-filling 1.1). With "доставка 2.0" nothing. With 2.5 an order
 * that needs no delivery loses every property of one, the address too; one that needs it takes the address over from its
 * delivery point, and posting is refused without a point and its zone if the order itself plans the delivery. Where no
 * deliveries are kept at all, only the plain address stays.
 *
 * @throws {ODataFault} 500 code -1.
 */
export function settleDelivery(draft: Entity, context: WriteContext): void {
  const { delivery } = context.base.switches;
  if (delivery === '2.0') {
    draft.ТребуетсяДоставка = false;
    return;
  }
  if (delivery === 'none' || !flagOf(draft, 'ТребуетсяДоставка')) {
    Object.assign(draft, NO_DELIVERY, { ТребуетсяДоставка: false });
    draft.АдресДоставки = delivery === 'none' ? textOf(draft, 'АдресДоставки') : '';
    return;
  }
  settlePoint(draft, context);
}

function settlePoint(draft: Entity, { transaction, occasion }: WriteContext): void {
  const point = transaction.get(POINTS, textOf(draft, 'ТочкаДоставки_Key'));
  const own = point?.Owner === draft.Партнер_Key ? point : undefined;
  if (textOf(draft, 'СпособУказанияДоставки') === 'НаВесьДокумент') {
    draft.ЗонаДоставки_Key = textOf(own ?? {}, 'ЗонаДоставки_Key') || EMPTY_KEY;
    draft.АдресДоставки = textOf(own ?? {}, 'Адрес');
  }
  const plansItself = textOf(draft, 'ВидПланированияДоставки') === 'ТекущимДокументом';
  if (occasion === 'post' && plansItself) {
    demand(own !== undefined, 'Точка доставки');
    demand(textOf(draft, 'ЗонаДоставки_Key') !== EMPTY_KEY, 'Зона доставки');
  }
}

function demand(isFilled: boolean, field: string): void {
  if (!isFilled) {
    throw innerError(`Поле "${field}" не заполнено`);
  }
}
