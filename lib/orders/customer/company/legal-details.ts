import type { CrmContragent } from '../../../crm/order.ts';
import type { Counterparty } from '../facts.ts';

/** What a payer is in 1C, beside a private person. */
export type LegalForm = Extract<
  Counterparty['ЮрФизЛицо'],
  'ЮрЛицо' | 'ИндивидуальныйПредприниматель' | 'ЮрЛицоНеРезидент'
>;

/** Legal details under 1C's names, `""` where the CRM does not know them. */
export interface LegalDetails {
  readonly ИНН: string;
  readonly КПП: string;
  readonly КодПоОКПО: string;
  readonly РегистрационныйНомер: string;
  /** Of a non-resident in the country of registration. */
  readonly НалоговыйНомер: string;
}

/** A bank account of a company. */
export interface CompanyAccount {
  readonly bik: string;
  readonly number: string;
  /** As the CRM calls the bank, or `""`. */
  readonly bank: string;
  readonly corrAccount: string;
}

/** A payer's legal form, details, address and account. */
export interface LegalFacts {
  readonly form: LegalForm;
  readonly details: LegalDetails;
  /** Two letters of ISO 3166 of a non-resident, where the CRM knows the country. */
  readonly country: string | undefined;
  readonly legalAddress: string;
  readonly account: CompanyAccount | undefined;
}

const RUSSIA = 'RU';

/** Tax ids of companies, and of persons: sole traders have the latter. */
const COMPANY_TAX_ID = /^\d{10}$/u;
const PERSONAL_TAX_ID = /^\d{12}$/u;

/** Foreign companies that Russia has given a tax id. */
const FOREIGN_TAX_ID = /^9909\d{6}$/u;

/**
 * Legal details by the kind of payer (retailcrm-api 3.3): a sole trader has no КПП, and ОГРНИП in the place of ОГРН. The CRM knows
 * no non-residents: a company is one that orders from abroad and has no Russian tax id, or that has one of the foreign ones.
 *
 * @param country `countryIso` of the order.
 */
export function legalDetailsOf(contragent: CrmContragent, country: string | undefined): LegalFacts {
  const inn = tidyNumber(contragent.INN);
  const form = formOf(contragent.contragentType, inn, country);
  const isCompany = form !== 'ИндивидуальныйПредприниматель';
  const isForeignNumber = form === 'ЮрЛицоНеРезидент' && !COMPANY_TAX_ID.test(inn);
  const { BIK, bankAccount, bank, corrAccount } = contragent;
  const account = { bik: tidyNumber(BIK), number: tidyNumber(bankAccount) };
  return {
    form,
    details: {
      ИНН: isForeignNumber ? '' : inn,
      КПП: isCompany ? tidyNumber(contragent.KPP) : '',
      КодПоОКПО: tidyNumber(contragent.OKPO),
      РегистрационныйНомер: tidyNumber(isCompany ? contragent.OGRN : contragent.OGRNIP),
      НалоговыйНомер: isForeignNumber ? inn : '',
    },
    country: form === 'ЮрЛицоНеРезидент' ? country : undefined,
    legalAddress: contragent.legalAddress?.replace(/\s+/gu, ' ').trim() ?? '',
    account:
      account.bik === '' || account.number === ''
        ? undefined
        : { ...account, bank: bank?.trim() ?? '', corrAccount: tidyNumber(corrAccount) },
  };
}

function formOf(type: CrmContragent['contragentType'], inn: string, country: string | undefined): LegalForm {
  if (type === 'enterpreneur' || (type !== 'legal-entity' && PERSONAL_TAX_ID.test(inn))) {
    return 'ИндивидуальныйПредприниматель';
  }
  const isAbroad = country !== undefined && country !== RUSSIA;
  return FOREIGN_TAX_ID.test(inn) || (isAbroad && !COMPANY_TAX_ID.test(inn)) ? 'ЮрЛицоНеРезидент' : 'ЮрЛицо';
}

/** People type numbers with blanks between groups of digits. */
const tidyNumber = (value: string | undefined): string => value?.replace(/\s/gu, '') ?? '';
