import { describe, expect, it } from 'vitest';
import { ask, json, newCompany, operatorKey } from '../support/installation.ts';

const day = '2999-01-01';
const on = (date: string): string => `/v1/prices?on=${date}`;
const priceIn = (body: { prices: { service: string }[] }, service: string): unknown =>
  body.prices.find((price) => price.service === service);

describe('prices', () => {
  it('are examples, and say so, until the operator sets them from a day on', async () => {
    const before = await ask('GET', on('2998-12-31'), null);
    expect(before.body.notice.nb).toContain('eksempler');
    expect(priceIn(before.body, 'scan-page')).toMatchObject({ isExample: true, validFrom: null });
    const price = { service: 'scan-page', amount: '4.25', currency: 'NOK', validFrom: day };
    expect((await ask('POST', '/v1/admin/prices', operatorKey(), json(price))).status).toBe(201);
    const after = await ask('GET', on(day), null);
    expect(priceIn(after.body, 'scan-page')).toMatchObject({
      amount: '4.25',
      validFrom: day,
      isExample: false,
    });
    expect(priceIn((await ask('GET', on('2998-12-31'), null)).body, 'scan-page')).toMatchObject({
      isExample: true,
    });
  });

  it('never change: a second one from the same day is refused', async () => {
    const price = { service: 'einvoice-in', amount: '1.00', validFrom: day };
    await ask('POST', '/v1/admin/prices', operatorKey(), json(price));
    const again = { ...price, amount: '2.00' };
    const { status, body } = await ask('POST', '/v1/admin/prices', operatorKey(), json(again));
    expect([status, body.code]).toEqual([409, 'price-exists']);
    expect(priceIn((await ask('GET', on(day), null)).body, 'einvoice-in')).toMatchObject({
      amount: '1.00',
    });
  });

  it.each([
    [{ amount: '1,00' }],
    [{ amount: 1 }],
    [{ amount: '-1.00' }],
    [{ service: 'tea' }],
    [{ validFrom: '2999-02-30' }],
    [{ currency: 'kr' }],
  ])('are refused with %o', async (change) => {
    const price = { service: 'email', amount: '1.00', validFrom: '2999-03-01', ...change };
    const { status } = await ask('POST', '/v1/admin/prices', operatorKey(), json(price));
    expect(status).toBe(400);
  });

  it('are set by the operator only', async () => {
    const { key } = await newCompany();
    const price = { service: 'email', amount: '1.00', validFrom: day };
    expect((await ask('POST', '/v1/admin/prices', key, json(price))).status).toBe(401);
  });
});

describe('terms', () => {
  const terms = {
    version: '2999-1',
    validFrom: day,
    text: { nb: 'Nye vilkår.', en: 'New terms.' },
  };

  it('hold from their day on, and never change', async () => {
    expect((await ask('POST', '/v1/admin/terms', operatorKey(), json(terms))).status).toBe(201);
    const again = await ask('POST', '/v1/admin/terms', operatorKey(), json(terms));
    expect([again.status, again.body.code]).toEqual([409, 'terms-exist']);
    expect((await ask('GET', `/v1/terms?on=${day}`, null)).body).toMatchObject({
      version: '2999-1',
      isExample: false,
      text: terms.text,
    });
    expect((await ask('GET', '/v1/terms', null)).body).toMatchObject({ isExample: true });
  });
});
