import { describe, expect, it } from 'vitest';
import { newOrder } from '../orders/support/bridge.ts';
import { ROMASHKA } from '../orders/support/companies.ts';
import { processQueue } from './support/platform.ts';
import { type BridgeProcess, startProcess } from './support/process.ts';
import { RELEASES } from './support/releases.ts';
import { type Stage, startStage } from './support/stage.ts';

const CREATED = ['Catalog_Партнеры', 'Catalog_Контрагенты', 'Document_ЗаказКлиента'] as const;

const PHONE = '+7 (900) 000-07-11';
const NEW_PHONE = '+7 (900) 000-07-12';
const COMMENT = 'Изменено, пока ответ терялся';

/** What happens between the lost answer and the next attempt, and how many answers are lost in a row. */
interface Misfortune {
  readonly name: string;
  readonly lost: number;
  /** What people do in the CRM meanwhile. */
  readonly edit: Readonly<Record<string, unknown>> | undefined;
  /** Whether the state of the process is lost too. */
  readonly isRestarted: boolean;
}

const MISFORTUNES: readonly Misfortune[] = [
  { name: 'once', lost: 1, edit: undefined, isRestarted: false },
  { name: 'twice', lost: 2, edit: undefined, isRestarted: false },
  {
    name: 'and the order changed in between',
    lost: 1,
    edit: { managerComment: COMMENT },
    isRestarted: false,
  },
  { name: 'and the phone changed in between', lost: 1, edit: { phone: NEW_PHONE }, isRestarted: false },
  {
    name: 'and the name changed in between',
    lost: 1,
    edit: { lastName: 'Образцов', phone: NEW_PHONE, email: 'renamed@example.com' },
    isRestarted: false,
  },
  { name: 'and the process was restarted', lost: 2, edit: { managerComment: COMMENT }, isRestarted: true },
];

const combinations = CREATED.flatMap((set) => MISFORTUNES.map((misfortune) => ({ set, ...misfortune })));

describe.each(RELEASES)('UT $release.name', ({ release }) => {
  describe.each([true, false])('1C keeps a given Ref_Key: %s', (keepClientKeys) => {
    it.each(combinations)(
      'answer to any create lost → the retry finds it; no second object ($set, $name)',
      async ({ set, lost, edit, isRestarted }) => {
        await using stage = await startStage({ release, switches: { keepClientKeys } });
        const before = counts(stage);
        const { id, number } = newOrder(stage, { phone: PHONE, email: 'lost-answer@example.com' });
        stage.onec.control.faults.add({
          match: { method: 'POST', set, path: set },
          times: lost,
          action: { kind: 'dropAfter' },
        });
        const process = startProcess(stage);
        await failOnce(stage, process, id);
        if (edit !== undefined) {
          stage.crm.editOrder(id, edit);
        }
        await stage.time.passUntil(processQueue(stage, isRestarted ? startProcess(stage) : process));
        expect(await stage.outcomes.read(id)).toMatchObject({ kind: 'imported' });
        expect(counts(stage)).toEqual(before.map((count) => count + 1));
        expectContent(stage, number, edit);
        expect((await stage.outcomes.listParked()).records).toEqual([]);
      },
    );
  });
});

/** What an order of a company creates beside the document. */
const CREATED_OF_COMPANY = [
  'Catalog_Партнеры',
  'Catalog_Контрагенты',
  'Catalog_БанковскиеСчетаКонтрагентов',
  'Catalog_КонтактныеЛицаПартнеров',
] as const;

describe.each(RELEASES)('UT $release.name, an order of a company', ({ release }) => {
  it.each(
    CREATED_OF_COMPANY.flatMap((set) => [true, false].map((keepClientKeys) => ({ set, keepClientKeys }))),
  )(
    'answer to any create lost → the retry finds it; no second object ($set, 1C keeps a given Ref_Key: $keepClientKeys)',
    async ({ set, keepClientKeys }) => {
      await using stage = await startStage({ release, switches: { keepClientKeys } });
      const countsOf = () => CREATED_OF_COMPANY.map((one) => stage.onec.control.entities(one).length);
      const before = countsOf();
      const { id } = newOrder(stage, {
        phone: PHONE,
        customer: { type: 'customer_corporate', nickName: 'Ромашка' },
        contragent: ROMASHKA,
      });
      stage.onec.control.faults.add({
        match: { method: 'POST', set, path: set },
        times: 2,
        action: { kind: 'dropAfter' },
      });
      const process = startProcess(stage);
      await failOnce(stage, process, id);
      await stage.time.passUntil(processQueue(stage, startProcess(stage)));
      expect(await stage.outcomes.read(id)).toMatchObject({ kind: 'imported' });
      expect(countsOf()).toEqual(before.map((count) => count + 1));
    },
  );
});

const counts = (stage: Stage): readonly number[] =>
  CREATED.map((set) => stage.onec.control.entities(set).length);

async function failOnce(stage: Stage, process: BridgeProcess, orderId: number): Promise<void> {
  await process.trigger(orderId);
  const messages = stage.queue.receive();
  const { batchItemFailures } = await stage.time.passUntil(process.work(messages));
  expect(batchItemFailures).toHaveLength(1);
  expect(await stage.outcomes.read(orderId)).toMatchObject({ kind: 'failed', reason: 'onecUnknownOutcome' });
}

/** One posted document with what the CRM says last, for a partner and a counterparty that have its phone. */
function expectContent(stage: Stage, number: string, edit: Misfortune['edit']): void {
  const [document, ...others] = stage.onec.control
    .entities('Document_ЗаказКлиента')
    .filter((one) => one.НомерПоДаннымКлиента === number);
  expect(others).toEqual([]);
  expect(document).toMatchObject({
    Posted: true,
    СуммаДокумента: 200,
    Комментарий: edit?.managerComment ?? '',
  });
  for (const [set, property] of [
    ['Catalog_Партнеры', 'Партнер_Key'],
    ['Catalog_Контрагенты', 'Контрагент_Key'],
  ] as const) {
    const owner = stage.onec.control.entity(set, String(document?.[property]));
    const phone = String(edit?.phone ?? PHONE).replace(/\D/g, '');
    expect(JSON.stringify(owner?.КонтактнаяИнформация)).toContain(phone.slice(-10));
  }
}
