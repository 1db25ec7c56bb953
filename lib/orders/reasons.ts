/**
 * What brings a parked order back into the queue without a person: newer settings; the offer or the VAT rate it waited for, seen
 * in 1C; an hour that has passed, where what is wrong is mended in 1C and nobody tells the bridge. An order that a person edits
 * in the CRM comes back by its history in any case.
 */
export type Comeback = 'settings' | 'offer' | 'vatRate' | 'hour';

interface ParkRule {
  /** Russian, a few words: what is wrong. */
  readonly title: string;
  /** Russian: what it means and what to do. */
  readonly remedy: string;
  /** Whatever of these happens first; empty: only a person can help (design, decisions: what comes back by itself). */
  readonly comesBack: readonly Comeback[];
}

/**
 * Every reason to park an order: what people read of it, and when it comes back by itself. The reasons are the keys of this
 * table, so that none can be added without a rule; `docs/guides/reasons.md` is made of it.
 */
export const PARK_REASONS = {
  productUnknown: {
    title: 'товара нет в 1С',
    remedy:
      'Строка заказа не указывает ни на один товар 1С; в тексте сказано, какая и что делать. `details.why`: `absent` — нет в 1С, `marked` — помечен на удаление, `folder` — это группа, `ambiguous` — код или артикул у нескольких, `noCharacteristic` — нет такой характеристики, `malformed` — идентификатор не похож на идентификатор 1С, `noId` — выбранное поле пусто, `noOffer` — строка введена вручную.',
    comesBack: ['settings', 'offer'],
  },
  sumsDiffer: {
    title: 'суммы не сходятся',
    remedy:
      'Строки и доставка не сходятся с суммой заказа в RetailCRM, названы обе. Проверьте цены, скидки и стоимость доставки. Если строку отменяет только таблица `itemStatuses`, а RetailCRM считает её в сумме, исправьте таблицу или статус.',
    comesBack: ['settings'],
  },
  productIsSet: {
    title: 'товар — набор',
    remedy:
      'Товар строки в 1С — набор. Замените его в заказе товарами набора: наборы обмен пока не раскладывает.',
    comesBack: ['settings', 'offer'],
  },
  rowImpossible: {
    title: 'строку нельзя записать в 1С',
    remedy:
      'Отрицательное количество, цена, сумма или стоимость доставки, скидка больше 999,99 %, или копейки дробных количеств увели бы строку ниже нуля. Исправьте заказ в RetailCRM.',
    comesBack: [],
  },
  currencyDiffers: {
    title: 'валюта другая',
    remedy:
      'Валюта заказа в RetailCRM — не та, что у магазина в настройках (`sites[].currency`) или у документа в 1С; названы обе. Исправьте валюту заказа или настройки.',
    comesBack: ['settings', 'hour'],
  },
  organizationDiffers: {
    title: 'организация другая',
    remedy:
      'Заказ перенесён в магазин другой организации, а по документу 1С уже есть отгрузка или оплата (или 1С не дала его перенести). Верните заказ в прежний магазин или отмените документ в 1С.',
    comesBack: ['settings', 'hour'],
  },
  vatRateUnknown: {
    title: 'нет ставки НДС',
    remedy:
      'В 1С нет нужной ставки НДС, действующей на дату документа: укажите её в карточке товара или заведите в справочнике. В 11.4 для 22 % её добавляют в перечисление в конфигураторе.',
    comesBack: ['settings', 'vatRate', 'hour'],
  },
  siteUnmapped: {
    title: 'магазин не сопоставлен',
    remedy: 'Добавьте магазин в `sites`.',
    comesBack: ['settings'],
  },
  itemStatusUnmapped: {
    title: 'статус товара не сопоставлен',
    remedy: 'Добавьте статус товара в `itemStatuses`.',
    comesBack: ['settings'],
  },
  settingsIncomplete: {
    title: 'настройки неполны',
    remedy: 'Настройки называют то, чего нет в 1С (услугу доставки), или в них не хватает статуса.',
    comesBack: ['settings', 'hour'],
  },
  customerUnsupported: {
    title: 'покупатель не загружается',
    remedy: 'В заказе нет карточки покупателя: выберите её в RetailCRM.',
    comesBack: [],
  },
  paymentUnmapped: {
    title: 'тип оплаты не сопоставлен',
    remedy: 'Добавьте тип оплаты в `payments`; сам заказ загружен.',
    comesBack: ['settings'],
  },
  moneyPlaceMissing: {
    title: 'некуда провести оплату',
    remedy:
      'Ни в строке `payments`, ни у магазина нет кассы, счёта или терминала организации и валюты заказа. Укажите место денег; сам заказ загружен.',
    comesBack: ['settings', 'hour'],
  },
  settlementMissing: {
    title: 'нет объекта расчётов',
    remedy:
      'У заказа в 1С нет объекта расчётов, оплата повисла бы нераспределённой. Проверьте, что заказ проведён и порядок расчётов указан; сам заказ загружен.',
    comesBack: ['hour'],
  },
  baseLacks: {
    title: 'в базе 1С нет нужного объекта',
    remedy:
      'Для этих документов в 1С не опубликован объект или нет реквизита; в тексте сказано, какой и как его добавить. Остальное загружено.',
    comesBack: ['hour'],
  },
  documentAmbiguous: {
    title: 'в 1С несколько таких заказов',
    remedy: 'Несколько документов 1С с этим номером и датой по данным клиента: лишние пометьте на удаление.',
    comesBack: ['hour'],
  },
  documentMarkedForDeletion: {
    title: 'документ помечен на удаление',
    remedy: 'Снимите пометку, если заказ нужен, или отмените его в RetailCRM.',
    comesBack: ['hour'],
  },
  orderReopened: {
    title: 'отменённый заказ снова открыт',
    remedy:
      'Обмен закрыл документ как отменённый, потом документ изменили в 1С, а заказ в RetailCRM снова открыли. Откройте документ в 1С или верните отмену в RetailCRM.',
    comesBack: ['hour'],
  },
  itemsGone: {
    title: 'в заказе не осталось товаров',
    remedy:
      'Все товары удалены в RetailCRM, заказ не отменён, а документ в 1С есть. Верните товары или отмените заказ.',
    comesBack: [],
  },
  orderIdReused: {
    title: 'id принадлежит другому заказу',
    remedy:
      'Под этим id обмен знает заказ с другим номером и датой: аккаунт RetailCRM заменён или восстановлен из копии. Прежний документ 1С не изменён.',
    comesBack: [],
  },
  onecRefused: {
    title: '1С отказалась записать',
    remedy: '1С отказала своими словами: обязательный реквизит, закрытый период. Устраните причину в 1С.',
    comesBack: ['hour'],
  },
  postingRefused: {
    title: '1С отказалась провести',
    remedy: '1С отказала своими словами: контроль остатков, закрытый период. Устраните причину в 1С.',
    comesBack: ['hour'],
  },
  orderMalformed: {
    title: 'заказ не удалось прочесть',
    remedy: 'Число, дату или ответ RetailCRM о заказе не удалось прочесть; поле названо в тексте.',
    comesBack: [],
  },
  importFailed: {
    title: 'ошибка загрузки',
    remedy: 'Ошибка, которую немедленный повтор не исправит; в тексте сказано, какая и что делать.',
    comesBack: ['hour'],
  },
  workerCrashed: {
    title: 'обработка обрывалась',
    remedy:
      'Очередь отказалась от заказа после тысячи попыток, ни одна не закончилась: посмотрите прошлую неудачу (`details.lastReason`) и устраните причину.',
    comesBack: ['hour'],
  },
  unexpected: {
    title: 'непредвиденная ошибка',
    remedy:
      'Пять попыток кончились ошибкой, которую никто не предвидел: передайте разработчику записи журнала об этом заказе.',
    comesBack: ['hour'],
  },
} as const satisfies Readonly<Record<string, ParkRule>>;

/** Why an order is deliberately left out, and what that means, in Russian: nothing is wrong and nobody has to act. */
export const SKIP_REASONS = {
  importSwitchedOff:
    'загрузка выключена (`exchange.importOrders`); когда её включат, история продолжится с места остановки (в самый первый раз — за 24 часа) и принесёт заказ',
  statusNotExchanged:
    'статуса нет в `statuses`; если документ в 1С уже есть, он назван в тексте и больше не обновляется',
  siteNotExchanged: 'магазина нет в `sites`, а `otherSites` — `skip`',
  firstImportAwaited: 'заказа ещё нет в 1С, и его статус или оплата — не те, что требует `firstImport`',
  tooOld: 'создан раньше `startDate`',
  offline: 'офлайн-заказ: таков его способ или тип (`codes.offline`)',
  noItems: 'в заказе нет товаров',
  orderClosed: 'закрыт в 1С, изменения из RetailCRM в него не вносятся',
  orderDeleted:
    'удалён в RetailCRM. Документ 1С не изменён: так задано в `deletedOrders`, либо он отгружен, закрыт, помечен на удаление, их несколько или его нет; что именно, сказано в тексте',
  orderMerged:
    'то же, но заказ объединён с другим, его id — в тексте: проверьте, что товары не отгрузят дважды',
  paymentRefunded: 'по оплате в 1С оформлен возврат денег: её документ не изменён',
  orderAbsent:
    'ни RetailCRM, ни её история такого заказа не знают: это точно внутренний id, а не номер? Видит ли ключ его магазин? 1С не изменена',
} as const;

/** What a warning is about, and what it means, in Russian; texts may change, codes are what programs tell warnings apart by. */
export const WARNINGS = {
  customerAmbiguous:
    'телефон или почта покупателя у нескольких контрагентов: не взят ни один, заведён новый. Объедините дубли в 1С',
  companyDoubled:
    'контрагентов с ИНН и КПП организации несколько: взят один из них, всегда тот же. Объедините дубли в 1С',
  bankUnknown:
    'банка с БИК организации нет в классификаторе банков 1С: расчётный счёт не записан. Загрузите банк в 1С и сохраните заказ ещё раз',
  managerUnmapped:
    'менеджера нет в `managers`: в новом заказе — `defaultUser`, в прежнем остался тот, кто был',
  storeUnmapped: 'склада отгрузки нет в `warehouses` магазина: взят основной склад магазина',
  deliveryUnmapped:
    'способа доставки нет в `deliveries`: оставлен тот, что в документе, в новом — способ магазина',
  fieldUnreadable:
    'поле заказа, без которого можно обойтись, не удалось прочесть: заказ загружен без него; поля названы в тексте',
  numberChanged: 'номер заказа в RetailCRM изменился; в 1С остаётся прежний. Сказано один раз',
  textCut: 'текст длиннее, чем вмещает 1С: остаток не записан',
  sumAdjusted: 'копейки, которые дало дробное количество, отнесены на самую большую строку',
  canceledItemsCounted: 'сумма в RetailCRM включает отменённые товары, в 1С они отменены',
  vatOnTop: 'НДС сверх цены, поэтому сумма документа больше суммы в RetailCRM',
  vatRateDiffers: 'ставки НДС товара в 1С и RetailCRM разные: взята ставка 1С',
  cardPaymentsOff: 'оплата картами в 1С выключена (`ut.cardPayments`): документ оплаты не создан',
  documentDiffers: '1С сохранила не то, что было отправлено; реквизиты названы в тексте. Проверьте документ',
} as const;
