import { beforeAll, describe, expect, it } from 'vitest';
import { ask, newCompany, sampleInvoice, send, type Company } from '../support/installation.ts';

const numbers = ['L-1', 'L-10', 'L-11', 'L-2', 'l-1', 'L%1', 'Lø-1'];
let company: Company;
let sent: { number: string; at: string }[];

beforeAll(async () => {
  company = await newCompany();
  sent = [];
  for (const number of numbers) {
    const { body } = await send(company.key, sampleInvoice(number), {
      method: 'print',
      notBefore: '2099-01-01T00:00:00Z',
    });
    const { body: shown } = await ask('GET', `/v1/deliveries/${body.id}`, company.key);
    sent.push({ number, at: shown.acceptedAt });
  }
});

/** All pages of a list of deliveries, and the numbers in the order in which they come. */
async function numbersOf(query: Record<string, string>, limit: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = new URLSearchParams({ ...query, limit: String(limit), ...(cursor && { cursor }) });
    const { body } = await ask('GET', `/v1/deliveries?${page.toString()}`, company.key);
    found.push(...body.data.map(({ number }: { number: string }) => number));
    cursor = body.nextCursor;
  } while (cursor !== null);
  return found;
}

describe('the list of deliveries', () => {
  it.each([1, 3, 100])(
    'gives each delivery once, the newest first, in pages of %i',
    async (limit) => {
      expect(await numbersOf({}, limit)).toEqual(numbers.toReversed());
    },
  );

  it.each([1, 2, 100])(
    'finds numbers by their beginning, the highest first, in pages of %i',
    async (limit) => {
      expect(await numbersOf({ number: 'L-1' }, limit)).toEqual(['L-11', 'L-10', 'L-1']);
    },
  );

  it.each([
    ['L%', ['L%1']],
    ['L_', []],
    ['l', ['l-1']],
    ['Lø', ['Lø-1']],
    ['L', ['Lø-1', 'L-2', 'L-11', 'L-10', 'L-1', 'L%1']],
    ['L-3', []],
  ])('takes the beginning %s as it is written', async (number, expected) => {
    expect(await numbersOf({ number }, 2)).toEqual(expected);
  });

  it('has those from an instant on and before another', async () => {
    const [from, to] = [sent[2]?.at ?? '', sent[5]?.at ?? ''];
    expect(await numbersOf({ from, to }, 2)).toEqual(['l-1', 'L-2', 'L-11']);
  });
});
