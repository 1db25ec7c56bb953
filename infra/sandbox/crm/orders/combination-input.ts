import * as z from 'zod/mini';
import { type Parameters, textOf } from '../parameters.ts';
import { badInput, missingParameter } from '../refusal.ts';
import { TECHNIQUES, type Technique } from './combine-orders.ts';

const REFERENCE = z.strictObject({ id: z.number().check(z.int(), z.positive()) });

interface Combination {
  readonly order: number;
  readonly resultOrder: number;
  readonly technique: Technique;
}

/** The parameters of `POST /orders/combine`; `ours` without a technique. @throws {Refusal} 400. */
export function parseCombination(parameters: Parameters): Combination {
  const wanted = textOf(parameters.technique) ?? 'ours';
  const technique = TECHNIQUES.find((known) => known === wanted);
  if (technique === undefined) {
    throw badInput('technique', 'The value you selected is not a valid choice.');
  }
  return {
    technique,
    order: idOf('order', textOf(parameters.order)),
    resultOrder: idOf('resultOrder', textOf(parameters.resultOrder)),
  };
}

/** The parameters of `POST /customers/combine`. @throws {Refusal} 400. */
export function parseCustomerCombination(parameters: Parameters): {
  readonly customers: readonly number[];
  readonly resultCustomer: number;
} {
  const json = textOf(parameters.customers);
  if (json === undefined || json === '') {
    throw missingParameter('customers');
  }
  const read = z.safeParse(z.array(REFERENCE).check(z.minLength(1)), jsonOf(json));
  if (!read.success) {
    throw badInput('customers', 'This value is not valid.');
  }
  return {
    customers: read.data.map(({ id }) => id),
    resultCustomer: idOf('resultCustomer', textOf(parameters.resultCustomer)),
  };
}

function idOf(name: string, json: string | undefined): number {
  if (json === undefined || json === '') {
    throw missingParameter(name);
  }
  const read = z.safeParse(REFERENCE, jsonOf(json));
  if (!read.success) {
    throw badInput(name, 'This value is not valid.');
  }
  return read.data.id;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
