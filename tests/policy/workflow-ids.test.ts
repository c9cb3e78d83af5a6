import { expect, it } from 'vitest';
import {
  agreementWorkflowId,
  inboundWorkflowId,
  networksWorkflowId,
  outboundWorkflowId,
  readWorkflowId,
  rerunWorkflowId,
  scanForwardWorkflowId,
  scanWorkflowId,
  scanAccountWorkflowId,
  webhookWorkflowId,
} from '../../policy/workflow-ids.ts';

it.each([
  [outboundWorkflowId('dlv_1', 3), { kind: 'outbound', id: 'dlv_1', run: 3 }],
  [inboundWorkflowId('rcv_1'), { kind: 'inbound', id: 'rcv_1' }],
  [networksWorkflowId('t_1', 'peppol'), { kind: 'networks', id: 't_1', network: 'peppol' }],
  [scanAccountWorkflowId('t_1'), { kind: 'scan-account', id: 't_1' }],
  [agreementWorkflowId('efa_1'), { kind: 'efaktura-agreement', id: 'efa_1' }],
  ['networks/t_1/x25', null],
  ['outbound/dlv_1', null],
  ['outbound//1', null],
  ['inbound/', null],
  [scanWorkflowId('scn_1', 2), { kind: 'scan', id: 'scn_1', run: 2 }],
  [scanForwardWorkflowId('fwd_1'), { kind: 'scan-forward', id: 'fwd_1' }],
  [rerunWorkflowId('bat_1'), { kind: 'rerun', id: 'bat_1' }],
  ['scan/scn_1', null],
  [webhookWorkflowId('whk_1', 'evt_2'), { kind: 'webhook', id: 'whk_1', eventId: 'evt_2' }],
  ['webhook/whk_1', null],
  ['', null],
])('the workflow id "%s" is read as %j', (id, expected) => {
  expect(readWorkflowId(id)).toEqual(expected);
});

it('the ids are those that docs and stored deadlines name', () => {
  expect(outboundWorkflowId('dlv_1', 2)).toBe('outbound/dlv_1/2');
  expect(inboundWorkflowId('rcv_1')).toBe('inbound/rcv_1');
  expect(scanWorkflowId('scn_1', 2)).toBe('scan/scn_1/2');
  expect(webhookWorkflowId('whk_1', 'evt_2')).toBe('webhook/whk_1/evt_2');
});
