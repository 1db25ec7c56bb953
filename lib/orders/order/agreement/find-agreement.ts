import { parseScaled } from '../../../money/decimal.ts';
import type { OnecClient } from '../../../onec/client.ts';
import { and, eq, type Filter, flag, guid, or, text } from '../../../onec/filter.ts';
import type { EntityOf } from '../../../onec/ut/describe.ts';
import { договорыКонтрагентов, соглашенияСКлиентами } from '../../../onec/ut/objects/agreements.ts';
import { графикиОплаты } from '../../../onec/ut/objects/payment-schedules.ts';
import type { Release } from '../../../onec/ut/release.ts';
import { EMPTY_KEY, fromInt64, isEmptyKey } from '../../../onec/values.ts';
import type { Settings } from '../../../settings/schema.ts';
import type { AgreementFact, AgreementStage } from '../facts.ts';

type AgreementEntity = EntityOf<typeof соглашенияСКлиентами>;
type Site = Settings['sites'][number];

const IN_FORCE = 'Действует';
const PERCENT_SCALE = 2;

/** What decides which agreement an order gets. */
export interface AgreementQuestion {
  readonly release: Release;
  readonly site: Site;
  /** undefined for a partner that is not in 1C yet: it cannot have an agreement of its own. */
  readonly partner: string | undefined;
  readonly use: Settings['ut']['agreements'];
}

/**
 * The agreement of an order (original-import 6.3, I-49): the partner's own one in force with the organisation, else
 * the site's typical one, as far as the base uses either. Both are asked for in one request.
 */
export async function findAgreement(
  question: AgreementQuestion,
  onec: OnecClient,
): Promise<AgreementFact | undefined> {
  const { site, use } = question;
  const typical = use === 'individual' || use === 'none' ? null : site.agreement;
  const partner = use === 'standard' || use === 'none' ? undefined : question.partner;
  const conditions: Filter[] = [
    ...(partner === undefined ? [] : [individualOf(partner, site.organization)]),
    ...(typical === null ? [] : [eq('Ref_Key', guid(typical))]),
  ];
  if (conditions.length === 0) {
    return undefined;
  }
  const found = await onec.list(соглашенияСКлиентами, { filter: or(...conditions) });
  const individual = found.find((agreement) => agreement.Ref_Key !== typical);
  const chosen = individual ?? found.find((agreement) => agreement.Ref_Key === typical);
  return (
    chosen && { ...asFact(chosen, question.release), stages: await stagesOf(chosen, question.release, onec) }
  );
}

function individualOf(partner: string, organization: string): Filter {
  return and(
    eq('Партнер_Key', guid(partner)),
    eq('Организация_Key', guid(organization)),
    eq('Статус', text(IN_FORCE)),
    eq('Типовое', flag(false)),
    eq('DeletionMark', flag(false)),
  );
}

/** A schedule is only read where the order has to carry its stages. */
async function stagesOf(
  agreement: AgreementEntity,
  { orders }: Release,
  onec: OnecClient,
): Promise<readonly AgreementStage[]> {
  const own = agreement.ЭтапыГрафикаОплаты ?? [];
  const schedule = agreement.ГрафикОплаты_Key;
  if (own.length > 0 || isEmptyKey(schedule) || orders.agreementStages === 'filledByPosting') {
    return own.map(asStage);
  }
  const found = await onec.read(графикиОплаты, schedule);
  return (found?.Этапы ?? []).map(asStage);
}

function asStage(stage: AgreementEntity['ЭтапыГрафикаОплаты'][number]): AgreementStage {
  return {
    option: stage.ВариантОплаты,
    countedFrom: stage.ВариантОтсчета,
    days: fromInt64(stage.Сдвиг),
    share: parseScaled(stage.ПроцентПлатежа, PERCENT_SCALE),
  };
}

function asFact(agreement: AgreementEntity, { orders }: Release): Omit<AgreementFact, 'stages'> {
  const given = new Map<string, unknown>(Object.entries(agreement));
  return {
    key: agreement.Ref_Key,
    isMarked: agreement.DeletionMark,
    operation: agreement.ХозяйственнаяОперация,
    settlementOrder: agreement.ПорядокРасчетов,
    paymentForm: agreement.ФормаОплаты,
    paymentSchedule: agreement.ГрафикОплаты_Key === EMPTY_KEY ? '' : agreement.ГрафикОплаты_Key,
    usesContracts: agreement.ИспользуютсяДоговорыКонтрагентов,
    ofRelease: Object.fromEntries(
      orders.fromAgreement.flatMap((name) => (given.get(name) ? [[name, String(given.get(name))]] : [])),
    ),
  };
}

/** What decides which contract an order gets. */
export interface ContractQuestion {
  readonly site: Site;
  readonly counterparty: string | undefined;
  readonly agreement: AgreementFact | undefined;
  readonly isUsed: boolean;
}

/**
 * The contract of an order (original-import 6.3, I-50): the counterparty's last one in force for the organisation and
 * the currency, asked for only where the base uses contracts and the agreement does too.
 *
 * @returns undefined if there is none: the document's own stays, and none is ever created.
 */
export async function findContract(
  question: ContractQuestion,
  onec: OnecClient,
): Promise<string | undefined> {
  const { site, counterparty, agreement, isUsed } = question;
  if (!isUsed || counterparty === undefined || agreement?.usesContracts === false) {
    return undefined;
  }
  const found = await onec.list(договорыКонтрагентов, {
    filter: and(
      eq('Контрагент_Key', guid(counterparty)),
      eq('Организация_Key', guid(site.organization)),
      eq('ВалютаВзаиморасчетов_Key', guid(site.currency)),
      eq('Статус', text(IN_FORCE)),
      eq('DeletionMark', flag(false)),
    ),
  });
  const suitable = found.filter(
    (contract) => contract.ХозяйственнаяОперация === (agreement?.operation || SALE),
  );
  return suitable.at(-1)?.Ref_Key;
}

const SALE = 'РеализацияКлиенту';
