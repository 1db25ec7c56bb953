import type { OnecClient } from '../../onec/client.ts';
import { валюты } from '../../onec/ut/objects/company.ts';
import { курсыВалют, относительныеКурсыВалют } from '../../onec/ut/objects/prices.ts';
import type { CurrencyRate } from './currency-rates.ts';

/** What 11.4 counts in; it may have no rate of its own. */
const ROUBLE = '643';

/**
 * 1C's rates of exchange at a time; none where the base publishes no register of them.
 *
 * @param period local time of the 1C server.
 * @throws what `onec` throws.
 */
export async function readRates(
  sets: ReadonlySet<string>,
  period: string,
  onec: OnecClient,
): Promise<readonly CurrencyRate[]> {
  if (sets.has(относительныеКурсыВалют.set)) {
    const records = await onec.sliceLast(относительныеКурсыВалют, { period });
    return records.map((record) => ({
      currency: record.Валюта_Key,
      base: record.БазоваяВалюта_Key,
      numerator: record.КурсЧислитель,
      denominator: record.КурсЗнаменатель,
    }));
  }
  if (!sets.has(курсыВалют.set)) {
    return [];
  }
  const records = await onec.sliceLast(курсыВалют, { period });
  const currencies = await onec.listAll(валюты, { select: ['Ref_Key', 'Code'] });
  const rouble = currencies.find(({ Code }) => Code.trim() === ROUBLE)?.Ref_Key ?? ROUBLE;
  return records
    .filter((record) => record.Валюта_Key !== rouble)
    .map((record) => ({
      currency: record.Валюта_Key,
      base: rouble,
      numerator: record.Курс,
      denominator: record.Кратность,
    }));
}
