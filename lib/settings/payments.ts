import * as z from 'zod/mini';
import { choice, code, flag, list, reference, section } from './values.ts';

/** CRM payment type ↔ document of 1C (original-import 1.4 and 7). The money place is the site's where the row has none. */
export const payments = list(
  section({
    crm: code,
    document: choice(['cashReceipt', 'bankReceipt', 'cardPayment']),
    cashDesk: z.exactOptional(reference('Кассы')),
    bankAccount: z.exactOptional(reference('БанковскиеСчетаОрганизаций')),
    terminal: z.exactOptional(reference('ЭквайринговыеТерминалы')),
    export: z._default(flag, true),
  }),
);
