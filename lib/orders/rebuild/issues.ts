import { type LinkKind, type LinkRef, nameOfRef } from '../../state/links.ts';
import type { OrderSign } from './documents.ts';

/** Why something was left unlinked; each is for a person to look at, and nothing was guessed. */
export type RebuildReason =
  | 'notInCrm'
  | 'severalDocuments'
  | 'severalOrders'
  | 'linkedElsewhere'
  | 'customerConflict'
  | 'customerDiffers'
  | 'orderMalformed';

/** Something left unlinked, in words for a person. */
export interface RebuildIssue {
  readonly reason: RebuildReason;
  /** Russian: what was found, what it means, what to do. Numbers and ids only, never people's data. */
  readonly message: string;
}

/** What is linked anew: orders, and the two objects of their customers. */
export type RebuiltKind = Extract<LinkKind, 'order' | 'partner' | 'counterparty'>;

const KINDS: Readonly<Record<RebuiltKind, string>> = {
  order: 'Заказ',
  partner: 'Партнер покупателя',
  counterparty: 'Контрагент покупателя',
};

const named = ({ Number: number, НомерПоДаннымКлиента }: OrderSign): string =>
  `Заказ клиента ${number} (номер по данным клиента ${НомерПоДаннымКлиента || 'не указан'})`;

const listed = (documents: readonly OrderSign[]): string =>
  documents.map(({ Number: number }) => number).join(', ');

/** What is said to people about each thing that was left unlinked: what was found, what it means, what to do. */
export const issues = {
  notInCrm: (document: OrderSign): RebuildIssue => ({
    reason: 'notInCrm',
    message: `${named(document)}: в RetailCRM нет заказа с таким номером и днём создания. Если документ не из RetailCRM или его заказ удалён, делать ничего не нужно.`,
  }),

  severalDocuments: (number: string, documents: readonly OrderSign[]): RebuildIssue => ({
    reason: 'severalDocuments',
    message: `Заказу ${number} в 1С отвечает несколько документов: ${listed(documents)}. Ни один не связан. Пометьте лишние на удаление и выполните links rebuild ещё раз.`,
  }),

  extraDocument: (number: string, document: OrderSign): RebuildIssue => ({
    reason: 'severalDocuments',
    message: `${named(document)}: заказу ${number} уже отвечает другой документ 1С. Если этот лишний, пометьте его на удаление.`,
  }),

  severalOrders: (document: OrderSign, orderIds: readonly number[]): RebuildIssue => ({
    reason: 'severalOrders',
    message: `${named(document)}: в RetailCRM несколько заказов с таким номером и днём создания, id ${orderIds.join(', ')}. Документ не связан: какой из них его, решает человек.`,
  }),

  linkedElsewhere: (kind: RebuiltKind, crmId: number, linkedKey: string, foundKey: string): RebuildIssue => ({
    reason: 'linkedElsewhere',
    message: `${KINDS[kind]} с id ${crmId} уже связан с ${linkedKey}, а по данным 1С и RetailCRM ему отвечает ${foundKey}. Связь оставлена прежней. Удалите из 1С лишний объект и выполните links rebuild ещё раз.`,
  }),

  documentTaken: (orderId: number, holder: LinkRef, key: string): RebuildIssue => ({
    reason: 'linkedElsewhere',
    message: `Заказ с id ${orderId} не связан: документ ${key}, который ему отвечает, принадлежит другому: ${nameOfRef(holder)}. Если это ошибка, пометьте документ на удаление: обмен заведет новые.`,
  }),

  customerConflict: (
    kind: Exclude<RebuiltKind, 'order'>,
    crmId: number,
    keys: readonly string[],
  ): RebuildIssue => ({
    reason: 'customerConflict',
    message: `${KINDS[kind]} с id ${crmId} не связан: ему отвечают разные объекты 1С: ${keys.join(', ')}. Объедините дубли в 1С и выполните links rebuild ещё раз; до этого обмен ищет покупателя по телефону и почте.`,
  }),

  customerDiffers: (crmId: number, orderNumber: string, document: OrderSign): RebuildIssue => ({
    reason: 'customerDiffers',
    message: `Покупатель с id ${crmId} не связан: в документе ${document.Number} контрагент не похож на покупателя заказа ${orderNumber} ни именем, ни телефоном, ни почтой. Проверьте, тот ли это человек; до этого обмен ищет его по телефону и почте.`,
  }),

  orderMalformed: (orderId: number, problem: string): RebuildIssue => ({
    reason: 'orderMalformed',
    message: `Ответ RetailCRM о заказе с id ${orderId} не удалось разобрать (${problem}), заказ не связан.`,
  }),
} as const;
