import type { RebuildIssue, RebuildReason, RebuiltKind } from './issues.ts';
import type { WrittenLink } from './link-writer.ts';

/**
 * What the former extension left: `adopted`, nothing at all (`none`), a register that the base does not publish, or the ids
 * of another CRM account, of which only those that this account confirms were taken.
 */
export type FormerState = 'adopted' | 'none' | 'notPublished' | 'otherAccount';

/** How many links of one kind there are. */
export interface LinkCounts {
  /** Linked by this run. */
  readonly linked: number;
  /** Linked before; left as they were. */
  readonly known: number;
}

/** What a run found and did. */
export interface RebuildReport {
  /** Nothing was written. */
  readonly isDryRun: boolean;
  readonly former: FormerState;
  /** Documents that may be orders of the CRM. */
  readonly documents: number;
  readonly links: Readonly<Record<RebuiltKind, LinkCounts>>;
  /** How many of each reason there are. */
  readonly issueCounts: Readonly<Partial<Record<RebuildReason, number>>>;
  /** The first of each reason. */
  readonly issues: readonly RebuildIssue[];
}

/** Of each reason so many are kept in full, as of every list of the contract (section 2). */
const MOST_ISSUES = 100;

/** Counts while the work goes on. */
export interface Counters {
  written(kind: RebuiltKind, result: WrittenLink): void;
  issue(issue: RebuildIssue): void;
  report(facts: Pick<RebuildReport, 'isDryRun' | 'former' | 'documents'>): RebuildReport;
}

/** The counters of a run that has not begun. */
export function createCounters(): Counters {
  const none = () => ({ linked: 0, known: 0 });
  const links = { order: none(), partner: none(), counterparty: none() };
  const issues = new Map<RebuildReason, { total: number; readonly kept: RebuildIssue[] }>();

  function issue(found: RebuildIssue): void {
    const sameReason = issues.get(found.reason) ?? { total: 0, kept: [] };
    issues.set(found.reason, sameReason);
    sameReason.total += 1;
    if (sameReason.kept.length < MOST_ISSUES) {
      sameReason.kept.push(found);
    }
  }

  return {
    written: (kind, result) => {
      if (typeof result === 'string') {
        links[kind][result] += 1;
      } else {
        issue(result);
      }
    },
    issue,
    report: (facts) => ({
      ...facts,
      links: structuredClone(links),
      issueCounts: Object.fromEntries([...issues].map(([reason, { total }]) => [reason, total])),
      issues: [...issues.values()].flatMap(({ kept }) => kept),
    }),
  };
}
