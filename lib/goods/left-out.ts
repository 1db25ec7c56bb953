import type { NoOfferReason } from './plan-offers.ts';
import type { NoPriceReason } from './prices/price-list.ts';

/** Why goods of a site's groups are not sent. */
export type LeftOutReason = NoOfferReason | NoPriceReason;

/** An item that is not sent, or not with all its offers or prices. */
export interface LeftOut {
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly reason: LeftOutReason;
}

interface ReasonText {
  /** Somebody has to mend it: the run is `partial` (D-45). */
  readonly isFault: boolean;
  readonly advice: string;
}

/** What each reason means and what to do about it. */
export const LEFT_OUT: Readonly<Record<LeftOutReason, ReasonText>> = {
  identifierBlank: {
    isFault: true,
    advice:
      'не заполнен реквизит, который в настройках выбран идентификатором товара (offers.onecField). Заполните его в карточке номенклатуры.',
  },
  identifierAmbiguous: {
    isFault: true,
    advice:
      'такой же идентификатор есть у другого товара: заказ нельзя было бы отнести к одному из них, поэтому не передаются оба. Сделайте значения разными или выберите другой идентификатор (offers.onecField).',
  },
  noCharacteristics: {
    isFault: false,
    advice:
      'учёт по характеристикам включён, но у товара нет ни одной действующей характеристики. Добавьте её или отключите характеристики у товара.',
  },
  packageUnknown: {
    isFault: true,
    advice:
      'цена задана за упаковку, количество единиц в которой 1С не сообщает. Проверьте коэффициент упаковки или задайте цену за единицу хранения.',
  },
  currencyRateMissing: {
    isFault: true,
    advice: 'цена задана в другой валюте, а её курса на сегодня в 1С нет. Загрузите курсы валют.',
  },
  priceUnreadable: {
    isFault: true,
    advice: 'цена в 1С – не число, которое можно передать. Установите цену заново.',
  },
};

/** A left-out item in a sentence. */
export const leftOutText = ({ name, code, reason }: LeftOut): string =>
  `${name} (код ${code}): ${LEFT_OUT[reason].advice}`;
