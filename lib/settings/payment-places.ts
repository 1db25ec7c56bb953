import { type Fault, pathText } from './faults.ts';
import type { Settings } from './schema.ts';

/*
 * Where the money of a payment goes: the row's cash desk, bank account or terminal, else the site's (contract 3).
 */

type Place = 'cashDesk' | 'bankAccount' | 'terminal';
type PaymentRow = Settings['payments'][number];
type PaymentSections = Pick<Settings, 'payments' | 'sites' | 'create' | 'ut'>;

const PLACE_OF_DOCUMENT: Readonly<Record<PaymentRow['document'], Place>> = {
  cashReceipt: 'cashDesk',
  bankReceipt: 'bankAccount',
  cardPayment: 'terminal',
};

const NAME_OF_PLACE: Readonly<Record<Place, string>> = {
  cashDesk: 'касса',
  bankAccount: 'банковский счёт',
  terminal: 'эквайринговый терминал',
};

const PLACES: readonly Place[] = ['cashDesk', 'bankAccount', 'terminal'];

/** Rows whose document has no place for the money anywhere in the settings, while payments are to be created in 1C. */
export function paymentPlaceFaults(settings: PaymentSections): Fault[] {
  return placesLeftToSites(settings).flatMap(({ index, place }) =>
    settings.sites.some((site) => site[place] !== null)
      ? []
      : [
          {
            path: pathText(['payments', index, place]),
            problem: `Не указан ${NAME_OF_PLACE[place]} (${place}): ни в этой строке, ни у одного магазина`,
          },
        ],
  );
}

/** What may be meant but looks forgotten: some sites without a place, a place of another document. */
export function paymentPlaceWarnings(settings: PaymentSections): Fault[] {
  return [
    ...placesLeftToSites(settings).flatMap(({ row, place }) => sitesWithout(settings.sites, row, place)),
    ...settings.payments.flatMap(uselessPlaces),
    ...settings.payments.flatMap((row, index) =>
      settings.create.payments && row.document === 'cardPayment' && !settings.ut.cardPayments
        ? [
            {
              path: pathText(['payments', index, 'document']),
              problem:
                'Оплата картами в 1С выключена (ut.cardPayments: false), документ по этой строке не создаётся',
            },
          ]
        : [],
    ),
  ];
}

interface PlaceLeftToSites {
  readonly row: PaymentRow;
  readonly index: number;
  readonly place: Place;
}

function placesLeftToSites({ payments, create, ut }: PaymentSections): PlaceLeftToSites[] {
  return payments.flatMap((row, index) => {
    const place = PLACE_OF_DOCUMENT[row.document];
    const isMade = create.payments && (row.document !== 'cardPayment' || ut.cardPayments);
    return isMade && row[place] === undefined ? [{ row, index, place }] : [];
  });
}

function sitesWithout(sites: Settings['sites'], row: PaymentRow, place: Place): Fault[] {
  return sites.flatMap((site, index) =>
    site[place] === null
      ? [
          {
            path: pathText(['sites', index, place]),
            problem: `Не указан ${NAME_OF_PLACE[place]}: оплату «${row.crm}» этого магазина провести будет некуда`,
          },
        ]
      : [],
  );
}

function uselessPlaces(row: PaymentRow, index: number): Fault[] {
  return PLACES.filter((place) => row[place] !== undefined && place !== PLACE_OF_DOCUMENT[row.document]).map(
    (place) => ({
      path: pathText(['payments', index, place]),
      problem: `Документ «${row.document}» ключ ${place} не использует`,
    }),
  );
}
