import { describe, expect, it } from 'vitest';
import { CrmRequestRefused } from '../../lib/crm/errors.ts';
import { runPush, type SiteRun } from '../../lib/push/run-push.ts';
import { runOptions } from './fake-goods.ts';
import { type FakeCrm, fakeCrm, offersOf, pagesOf, RULES } from './support.ts';

/** A site with offers of its own, pushed to a CRM of its own. */
function siteOf(code: string, values: ReadonlyMap<string, string>, crm: Pick<FakeCrm, 'upload'>): SiteRun {
  let requests = 0;
  return {
    code,
    signature: 's',
    push: {
      pages: pagesOf(offersOf(values), 100),
      rules: RULES,
      upload: (offers) => {
        requests += 1;
        return crm.upload(offers);
      },
    },
    shown: () => ({}),
    requests: () => requests,
    issues: { faults: [], skipped: [] },
  };
}

const numbered = (count: number): Map<string, string> =>
  new Map(Array.from({ length: count }, (_, index) => [`offer-${index}`, '5']));

describe('a run over several sites', () => {
  it('a bad offer that is all that is due at the first site keeps nothing from the second', async () => {
    const options = runOptions('stock');
    const refused = new Set<string>();
    const [first, second] = [fakeCrm({ refused }), fakeCrm()];
    const values = numbered(10);
    await runPush([siteOf('one', values, first)], options);
    refused.add('offer-3');
    values.set('offer-3', '6');
    const report = await runPush([siteOf('one', values, first), siteOf('two', numbered(7), second)], options);
    expect(report.counts).toMatchObject({ due: 8, sent: 7, rejected: 1 });
    expect(report.errors).toMatchObject([{ id: 'offer-3', reason: 'offerRejected' }]);
    expect(report.unfinished).toBeUndefined();
    expect(second.held.size).toBe(7);
  });

  it('a site whose every offer is refused is named, and the next site is pushed', async () => {
    const values = numbered(600);
    const second = fakeCrm();
    const report = await runPush(
      [
        siteOf('one', values, fakeCrm({ refused: new Set(values.keys()) })),
        siteOf('two', numbered(7), second),
      ],
      runOptions('stock'),
    );
    expect(second.held.size).toBe(7);
    expect(report.errors).toMatchObject([
      { id: 'one', reason: 'crmRequestRefused', message: expect.stringContaining('one') },
    ]);
    expect(report.counts.sent).toBe(7);
  });

  it('where no site could be pushed, the first one tells why; an unforeseen error is never only named', async () => {
    const values = numbered(9);
    const refused = { refused: new Set(values.keys()) };
    const run = (...crms: readonly Pick<FakeCrm, 'upload'>[]) =>
      runPush(
        crms.map((crm, index) => siteOf(`site-${index}`, values, crm)),
        runOptions('stock'),
      );
    await expect(run(fakeCrm(refused), fakeCrm(refused))).rejects.toBeInstanceOf(CrmRequestRefused);
    const third = fakeCrm();
    const bug = { upload: () => Promise.reject(new TypeError('bug')) };
    await expect(run(fakeCrm(refused), bug, third)).rejects.toThrow('bug');
    expect(third.held.size).toBe(9);
  });

  it('no site is begun when the time for reading is over: the run goes on with the next tick', async () => {
    let now = 0;
    const slow = fakeCrm();
    const first = {
      upload: (offers: Parameters<FakeCrm['upload']>[0]) => {
        now += 730_000;
        return slow.upload(offers);
      },
    };
    const second = fakeCrm();
    const options = { ...runOptions('stock'), now: () => now, deadline: 780_000 };
    const sites = () => [siteOf('one', numbered(3), first), siteOf('two', numbered(3), second)];
    const report = await runPush(sites(), options);
    expect(report).toMatchObject({ unfinished: true, counts: { sent: 3 } });
    expect(second.held.size).toBe(0);
    now = 800_000;
    expect(await runPush(sites(), { ...options, deadline: 1_580_000 })).not.toHaveProperty('unfinished');
    expect(second.held.size).toBe(3);
  });

  it('values that are made otherwise are read from the beginning, also where a run was not finished', async () => {
    const crm = fakeCrm();
    let now = 0;
    const options = { ...runOptions('stock'), now: () => now, deadline: 780_000 };
    const site = siteOf('one', numbered(500), crm);
    const pages: typeof site.push.pages = async function* (from) {
      for await (const page of site.push.pages(from)) {
        now = 730_000;
        yield page;
      }
    };
    const first = await runPush([{ ...site, push: { ...site.push, pages } }], options);
    expect(first).toMatchObject({ unfinished: true, counts: { sent: 100 } });
    now = 0;
    const report = await runPush([{ ...site, signature: 'other' }], options);
    expect(report.counts).toMatchObject({ due: 500, sent: 500 });
  });
});
