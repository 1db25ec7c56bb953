import { BridgeError } from '../platform/errors.ts';

/** The base publishes none of the registers that tell what is free. */
export class StockNotPublished extends BridgeError {
  constructor() {
    super('1C publishes no register of free stock', {
      code: 'stockNotPublished',
      retryable: false,
      scope: 'exchange',
      advice:
        'В составе интерфейса OData базы 1С нет ни одного регистра остатков, поэтому свободный остаток узнать нельзя и ничего не передано. Добавьте в состав «Запасы и потребности» (в 11.4 – «Свободные остатки»): docs/guides/publish-onec.md, раздел 4.',
    });
  }
}
