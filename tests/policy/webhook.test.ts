import { describe, expect, it } from 'vitest';
import { reachOf } from '../../policy/network-address.ts';
import { afterWebhookCall, refuseWebhookUrl, wantsEvent } from '../../policy/webhook.ts';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '100::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '2001::1',
    '2001:10::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'nonsense:address',
  ])('%s is private', (address) => {
    expect(reachOf(address)).toBe('private');
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2a00:1450:400f:80d::200e',
    '2001:4860:4860::8888',
    '2606:4700::1111',
  ])('%s is public', (address) => {
    expect(reachOf(address)).toBe('public');
  });

  it.each(['example.com', '1.2.3', '256.1.1.1', ''])('"%s" is none', (text) => {
    expect(reachOf(text)).toBeNull();
  });
});

describe('the URL of a webhook', () => {
  it.each([
    ['https://erp.example.com/hook', null],
    ['https://erp.example.com:443/hook', null],
    ['https://erp.example.com:8443/hook', null],
    ['https://8.8.8.8/hook', null],
    ['http://erp.example.com/hook', 'url-not-https'],
    ['ftp://erp.example.com/hook', 'url-not-https'],
    ['https://user@erp.example.com/hook', 'url-has-login'],
    ['https://:secret@erp.example.com/hook', 'url-has-login'],
    ['https://erp.example.com:22/hook', 'port-not-allowed'],
    ['https://127.0.0.1/hook', 'address-private'],
    // The URL class makes the usual form of these disguises.
    ['https://2130706433/hook', 'address-private'],
    ['https://0x7f.1/hook', 'address-private'],
    ['https://0177.0.0.1/hook', 'address-private'],
    ['https://[::1]/hook', 'address-private'],
    ['https://[::ffff:127.0.0.1]/hook', 'address-private'],
    ['https://169.254.169.254/latest/meta-data/', 'address-private'],
  ])('%s is answered by %s', (url, expected) => {
    expect(refuseWebhookUrl(new URL(url), [])).toBe(expected);
  });

  it.each([
    ['http://erp.local:9000/hook', null],
    ['http://10.0.4.2/hook', null],
    ['https://[fd00::5]/hook', null],
    ['http://10.0.4.3/hook', 'url-not-https'],
    ['https://10.0.4.3/hook', 'address-private'],
    ['http://user@erp.local/hook', 'url-has-login'],
    ['file://erp.local/etc/passwd', 'url-not-https'],
  ])('%s, with hosts that the operator has named, by %s', (url, expected) => {
    expect(refuseWebhookUrl(new URL(url), ['erp.local', '10.0.4.2', 'fd00::5'])).toBe(expected);
  });
});

describe('the answer of a receiver', () => {
  const answered = (status: number | null, retryAfterSeconds: number | null = null) => ({
    status,
    code: status === null ? 'no-answer' : null,
    retryAfterSeconds,
    milliseconds: 1,
  });

  it.each([200, 201, 202, 204, 299])('%i: it has arrived', (status) => {
    expect(afterWebhookCall(answered(status), 1)).toEqual({ kind: 'delivered' });
  });

  it.each([301, 302, 307, 308, 400, 401, 404, 429, 500, 503, null])(
    '%s: it is tried again',
    (status) => {
      expect(afterWebhookCall(answered(status), 1)).toEqual({ kind: 'retry', afterSeconds: 5 });
    },
  );

  it('410: the receiver is gone, at whichever try', () => {
    expect(afterWebhookCall(answered(410), 1)).toEqual({ kind: 'gone' });
    expect(afterWebhookCall(answered(410), 10)).toEqual({ kind: 'gone' });
  });

  it('is waited for ten times in three days and a little more, then it is given up', () => {
    const waits: number[] = [];
    for (let tries = 1; ; tries++) {
      const verdict = afterWebhookCall(answered(500), tries);
      if (verdict.kind !== 'retry') {
        expect(verdict).toEqual({ kind: 'exhausted' });
        break;
      }
      waits.push(verdict.afterSeconds);
    }
    expect(waits).toHaveLength(9);
    const days = waits.reduce((sum, seconds) => sum + seconds, 0) / 86_400;
    expect(days).toBeGreaterThan(3);
    expect(days).toBeLessThan(3.2);
  });

  it.each([
    [429, 60, 60],
    [503, 3600, 3600],
    [503, 1, 5],
    [503, 9_999_999, 86_400],
    [500, 3600, 5],
  ])('%i with Retry-After %i: a pause of %i seconds', (status, retryAfter, afterSeconds) => {
    const verdict = afterWebhookCall(answered(status, retryAfter), 1);
    expect(verdict).toEqual({ kind: 'retry', afterSeconds });
  });
});

it.each([
  [null, true],
  [['delivery.failed'], true],
  [['delivery.*'], true],
  [['received.*'], false],
  [['delivery.delivered', 'received.*'], false],
  [[], false],
])('a webhook with the types %j wants delivery.failed: %s', (types, expected) => {
  expect(wantsEvent(types, 'delivery.failed')).toBe(expected);
});
