import type { Log } from '../platform/log.ts';
import { addressWith, isShort, setAddress } from './address.ts';
import { askByValues } from './ask-by-values.ts';
import type { BalanceQuery, SliceQuery } from './client.ts';
import { isUnknownProperty, OnecAddressTooLong, OnecRequestFault, type RequestName } from './errors.ts';
import { and, dateTime, eq, type Filter, filterText, type Literal, or } from './filter.ts';
import { textsOfFilter } from './sent-texts.ts';
import { type Send, valuesOf } from './transport.ts';
import type { BalanceDescription, PeriodicDescription } from './ut/describe.ts';

interface VirtualTableDeps {
  /** `ONEC_URL`. */
  readonly root: string;
  readonly send: Send;
  readonly log: Log;
}

/** The virtual tables of registers; `Row` is what the description of the register promises. */
interface VirtualTables {
  balance<Row>(register: BalanceDescription, query?: BalanceQuery): Promise<readonly Row[]>;
  sliceLast<Row>(register: PeriodicDescription, query?: SliceQuery): Promise<readonly Row[]>;
}

/** One table, before its condition is written down. */
interface TableRequest {
  readonly request: RequestName;
  readonly address: string;
  /** Parameters beside the condition, as they stand in the address. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly query: Pick<SliceQuery, 'condition' | 'anyOf' | 'select'>;
}

/** How quotes stand inside the literal of a condition: `guid''…''` or `guid'…'`. */
type Quotes = 'doubled' | 'plain';

/**
 * Reads virtual tables (onec-odata A5). Parameters stand in the query and not in parentheses: a part of a path may be as
 * short as 260 characters, and one condition is longer. The documentation and a working client write the quotes inside a
 * condition differently, so the one form is tried where a server does not understand the other, and the form that it took
 * is kept.
 *
 * @throws from its methods, as `OnecClient`.
 */
export function createVirtualTables({ root, send, log }: VirtualTableDeps): VirtualTables {
  let understood: Quotes | undefined;

  return {
    balance: async (register, { dimensions, ...query } = {}) =>
      readTable({
        request: { operation: 'balance', set: register.set },
        address: `${setAddress(root, register.set)}/Balance`,
        parameters: { Dimensions: dimensions && `'${dimensions.join(',')}'` },
        query,
      }),
    sliceLast: async (register, { period, ...query } = {}) =>
      readTable({
        request: { operation: 'sliceLast', set: register.set },
        address: `${setAddress(root, register.recorded ? `${register.set}_RecordType` : register.set)}/SliceLast`,
        parameters: { Period: period === undefined ? undefined : dateTime(period) },
        query,
      }),
  };

  async function readTable<Row>(table: TableRequest): Promise<readonly Row[]> {
    const { anyOf, condition } = table.query;
    if (anyOf === undefined) {
      return readPart(table, condition);
    }
    const part = (run: readonly Literal[]): Filter => {
      const oneOf = or(...run.map((value) => eq(anyOf.property, value)));
      return condition === undefined ? oneOf : and(condition, oneOf);
    };
    return askByValues({
      values: anyOf.values,
      fits: (run) => isShort(tableAddress(table, part(run), 'doubled')),
      ask: (run) => readPart<Row>(table, part(run)),
      onSplit: (values) =>
        log.warn('1C takes shorter addresses only, the request is split', {
          set: table.request.set,
          values,
        }),
    });
  }

  async function readPart<Row>(table: TableRequest, condition: Filter | undefined): Promise<readonly Row[]> {
    if (understood !== undefined || condition === undefined) {
      return readAs(table, condition, understood ?? 'doubled');
    }
    try {
      return await readAs(table, condition, 'doubled');
    } catch (error) {
      if (!isMisunderstood(error)) {
        throw error;
      }
      return await readAs<Row>(table, condition, 'plain').catch((again: unknown) => {
        throw isMisunderstood(again) ? error : again;
      });
    }
  }

  async function readAs<Row>(
    table: TableRequest,
    condition: Filter | undefined,
    quotes: Quotes,
  ): Promise<readonly Row[]> {
    const answer = await send({
      ...table.request,
      method: 'GET',
      url: shortTableAddress(table, condition, quotes),
      sent: condition === undefined ? [] : textsOfFilter(condition),
    });
    const rows = valuesOf(table.request, answer) as readonly Row[];
    understood = condition === undefined ? understood : quotes;
    return rows;
  }
}

/** Whether 1C could not read the request, and not just what a name in it means. */
function isMisunderstood(error: unknown): boolean {
  return (
    error instanceof OnecRequestFault && !(error instanceof OnecAddressTooLong) && !isUnknownProperty(error)
  );
}

/** A selection that would make the address too long is left out, as in lists. */
function shortTableAddress(table: TableRequest, condition: Filter | undefined, quotes: Quotes): string {
  const whole = tableAddress(table, condition, quotes);
  const { select: _, ...unselected } = table.query;
  return isShort(whole) ? whole : tableAddress({ ...table, query: unselected }, condition, quotes);
}

function tableAddress(
  { address, parameters, query }: TableRequest,
  condition: Filter | undefined,
  quotes: Quotes,
): string {
  const text = condition && filterText(condition);
  return addressWith(address, {
    $format: 'json',
    $select: query.select?.join(','),
    Condition: text && `'${quotes === 'doubled' ? text.replaceAll("'", "''") : text}'`,
    ...parameters,
  });
}
