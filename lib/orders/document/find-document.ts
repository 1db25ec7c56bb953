import type { OnecClient } from '../../onec/client.ts';
import { and, castKey, dateTime, eq, flag, text } from '../../onec/filter.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { состоянияЗаказовКлиентов } from '../../onec/ut/objects/settlements.ts';
import type { Link } from '../../state/links.ts';
import type { OrderDocument } from './facts.ts';

/** The natural key of an order in 1C as it is (or would be) sent. */
export interface OrderNaturalKey {
  readonly number: string;
  /** 1C date, start of the day: the attribute keeps no time. */
  readonly date: string;
}

/** Several documents of 1C answer to one order of the CRM; only a person can tell which is the right one. */
export interface AmbiguousDocuments {
  readonly numbers: readonly string[];
}

/**
 * The order as 1C holds it: behind the link; else what an interrupted attempt may have created under the proposed key;
 * else by number and date of the CRM, which also finds what the former extension imported (design, decisions).
 */
export async function findDocument(
  link: Link | undefined,
  natural: OrderNaturalKey,
  onec: OnecClient,
): Promise<OrderDocument | AmbiguousDocuments | undefined> {
  const keyed =
    link && (await onec.read<OrderDocument>(заказКлиента.set, link.key ?? link.intent.proposedKey));
  if (keyed !== undefined) {
    return withTables(keyed);
  }
  const sent = link?.intent.sent;
  const [document, ...others] = await onec.list<OrderDocument>(заказКлиента.set, {
    filter: and(
      eq('НомерПоДаннымКлиента', text(sent?.НомерПоДаннымКлиента ?? natural.number)),
      eq('ДатаПоДаннымКлиента', dateTime(sent?.ДатаПоДаннымКлиента ?? natural.date)),
      eq('DeletionMark', flag(false)),
    ),
  });
  return document !== undefined && others.length > 0
    ? { numbers: [document, ...others].map((found) => found.Number) }
    : document && withTables(document);
}

/** Tabular sections that a base does not publish count as empty. */
function withTables(document: OrderDocument): OrderDocument {
  return {
    ...document,
    Товары: document.Товары ?? [],
    ЭтапыГрафикаОплаты: document.ЭтапыГрафикаОплаты ?? [],
  };
}

const CLOSED = 'Закрыт';

/**
 * Whether an order may no longer be changed (case I-24): its status is closed, or 1C has computed the state closed
 * because it is shipped and paid (ut-filling 4).
 */
export async function isClosed(document: OrderDocument, onec: OnecClient): Promise<boolean> {
  if (document.Статус === CLOSED) {
    return true;
  }
  const [state] = await onec.list<{ readonly Состояние: string }>(состоянияЗаказовКлиентов.set, {
    filter: eq('Заказ', castKey(document.Ref_Key, заказКлиента.set)),
    top: 1,
  });
  return state?.Состояние === CLOSED;
}
