import { describe, expect, it } from 'vitest';
import { contentMd5, requestSignature } from '../../signing/request-signature.ts';

const secret = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const date = 'Tue, 24 Nov 2026 03:00:00 GMT';

describe('the signature of a request to Visma Sign', () => {
  it.each([
    {
      name: 'as Visma documents it',
      secret: 'jp7SjOOr4czRTifCo30qx0sZAIw9PW+vVpsbP09pQaY=',
      method: 'POST',
      path: '/api/v1/document/',
      contentType: 'application/json',
      body: '{"document":{"name":"Test"}}',
      date: 'Tue, 16 May 2017 10:18:18 +0300',
      md5: 'Oum89929i6pTiBeDIOU+4A==',
      signature:
        '7s+Vee4VG0pObH/GkFpi4DAP1naaaPrPVzOytzbKRe9TBxB+LNzv03jySVFXeFyNJRUY8HRtdlY4e10QpAIFhg==',
    },
    {
      name: 'of a new document',
      secret,
      method: 'POST',
      path: '/api/v1/document/',
      contentType: 'application/json',
      body: '{"document":{"name":"AutoInvoice"}}',
      date,
      md5: 'IRxvvo6gp1odkB2K9S8SDw==',
      signature:
        'yfasbDkrsafYGLNHH4QVhm2j/Ia238tLqR8X7lNmBgsI1Hg4jU9b4FHcMPtfSK7pad0iDViQnNrSVgg4QyxjGQ==',
    },
    {
      name: 'of a request without a body',
      secret,
      method: 'GET',
      path: '/api/v1/document/e59c8dc8-8848-4936-ac7c-50d9ed72085a',
      contentType: 'application/json',
      body: '',
      date,
      md5: '1B2M2Y8AsgTpgAmY7PhCfg==',
      signature:
        'ydmOfuncxo2KSibCRxTHhdFDXRN1QdPSoZiWLkNj6TJlNbYgsnJWzXnhKVeDwXn/eOiHmynXk5NG1G2p7MCAhQ==',
    },
    {
      name: 'of a file, with its query',
      secret,
      method: 'POST',
      path: '/api/v1/document/e59c8dc8-8848-4936-ac7c-50d9ed72085a/files?filename=a%20b.pdf',
      contentType: 'application/pdf',
      body: '%PDF-1.4',
      date,
      md5: 'kUJAElMZKRx8t+cS5BmyVA==',
      signature:
        'NO0YlJn9Wf9ofbCA4jrQyCyi7dU/FZNzaVQ+YdpikR0s7p/YO2HS+8nGMEWPijNR6NG/PD7L4C+0ypC7lzvzXg==',
    },
  ])('$name', ({ secret: key, body, md5, signature, ...parts }) => {
    expect(contentMd5(body)).toBe(md5);
    expect(requestSignature(key, { ...parts, contentMd5: md5 })).toBe(signature);
  });
});
