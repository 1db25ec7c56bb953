import { контрагенты } from '../../../onec/ut/objects/customers.ts';
import { банковскиеСчетаКонтрагентов } from '../../../onec/ut/objects/money-places.ts';
import { typeOfSet } from '../../../onec/values.ts';
import { refTo } from '../../../state/links.ts';
import type { Plan } from '../../plan.ts';
import { createOf } from '../draft.ts';
import type { CompanyFacts } from './facts.ts';
import { type CompanyQuestion, SOURCES } from './plan-new-company.ts';

/**
 * The bank account of a company that has none in 1C (I-38): at the bank of the БИК in the base's classifier; where the base
 * does not publish one, with the bank's details in the account itself (D-28). A bank that the classifier does not know is left to
 * people, who load it.
 *
 * @param owner key of the counterparty, which may be a proposed one.
 */
export function planAccount(question: CompanyQuestion, owner: string, facts: CompanyFacts): Plan {
  const { company, orderNumber, release, siteCurrency } = question;
  const { account } = company;
  const { bank, currency = siteCurrency } = facts;
  if (account === undefined || bank === undefined) {
    return { writes: [], warnings: [] };
  }
  if (bank === 'unknown') {
    return {
      writes: [],
      warnings: [
        {
          code: 'bankUnknown',
          message: `Банка с БИК ${account.bik} (заказ ${orderNumber}) нет в классификаторе банков 1С: расчётный счёт организации не записан. Загрузите банк в 1С, затем сохраните заказ ещё раз.`,
        },
      ],
    };
  }
  const name = bank === 'notPublished' ? account.bank || `БИК ${account.bik}` : bank.name;
  return createOf(
    {
      ref: refTo('account', facts.ids.counterparty),
      object: банковскиеСчетаКонтрагентов,
      vanishedKey: facts.vanished.account,
      proposedKey: facts.proposed.account,
      sources: SOURCES,
      reason: 'У организации ещё нет расчётного счёта в 1С',
      // Whatever account the owner has by then is the one that was made.
      sent: ({ Owner }) => ({ Owner: String(Owner) }),
      body: {
        Description: `${name} (руб.)`,
        Owner: owner,
        Owner_Type: typeOfSet(контрагенты.set),
        НомерСчета: account.number,
        ВалютаДенежныхСредств_Key: currency,
        ...(bank === 'notPublished'
          ? {
              РучноеИзменениеРеквизитовБанка: true,
              БИКБанка: account.bik,
              НаименованиеБанка: account.bank,
              КоррСчетБанка: account.corrAccount,
            }
          : { Банк_Key: bank.key }),
      },
    },
    orderNumber,
    release,
  );
}
