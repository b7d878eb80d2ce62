/**
 * Promise: V6. Every endpoint × every role, as written here; a new endpoint does not compile until it has a line.
 * `+` is let in (whatever the request is then worth), `.` is kept out.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type EndpointId, endpointIds } from '../../shared/contracts/contract.ts';
import type { Endpoint } from '../../shared/contracts/core/define-endpoint.ts';
import { problemSchema } from '../../shared/contracts/core/problem.ts';
import { createId } from '../../shared/domain/ids.ts';
import { createTestServer, type TestServer } from '../testing/test-server.ts';

const columns = [
  'owner',
  'admin',
  'compliance',
  'manager',
  'supervisor',
  'agent',
  'billing',
  'analyst',
  'auditor',
  'anonymous',
] as const;

//                   own adm com man sup age bil ana aud anonymous
const matrix: Record<EndpointId, string> = {
  getLiveness: '      +   +   +   +   +   +   +   +   +   +',
  getReadiness: '     +   +   +   +   +   +   +   +   +   +',
  getMetrics: '       .   .   .   .   .   .   .   .   .   .',
  getOpenApi: '       +   +   +   +   +   +   +   +   +   +',
  getDocs: '          +   +   +   +   +   +   +   +   +   +',
  signIn: '           +   +   +   +   +   +   +   +   +   +',
  refreshSession: '   +   +   +   +   +   +   +   +   +   +',
  signOut: '          +   +   +   +   +   +   +   +   +   .',
  getMe: '            +   +   +   +   +   +   +   +   +   .',
  listSessions: '     +   +   +   +   +   +   +   +   +   .',
  endSession: '       +   +   +   +   +   +   +   +   +   .',
  getCurrentOrganization: '+ + + + + + + + + .',
  getOrganization: '  +   +   +   +   +   +   +   +   +   .',
  listAccounts: '     +   +   +   +   +   +   +   .   +   .',
  getAccount: '       +   +   +   +   +   +   +   .   +   .',
  getQueue: '         +   +   .   +   +   +   .   .   .   .',
  evaluatePreDial: '  +   +   +   +   +   +   .   .   +   .',
  askForOverride: '   +   +   .   +   +   +   .   .   .   .',
  listOverrides: '    +   +   +   +   +   +   .   .   +   .',
  decideOverride: '   +   +   +   +   +   .   .   .   .   .',
  listRulePacks: '    +   +   +   .   .   .   .   .   +   .',
  listHolds: '        +   +   +   .   .   .   .   .   +   .',
  placeHold: '        +   +   +   .   .   .   .   .   .   .',
  liftHold: '         +   +   +   .   .   .   .   .   .   .',
  listPurges: '       +   +   +   .   .   .   .   .   +   .',
  planPurge: '        +   +   +   .   .   .   .   .   .   .',
  runPurge: '         +   +   +   .   .   .   .   .   .   .',
  resumePurge: '      +   +   +   .   .   .   .   .   .   .',
  setRulePackMode: '  +   +   +   .   .   .   .   .   .   .',
  getOnboarding: '    +   +   +   .   .   .   .   .   +   .',
  saveOnboardingStep: '+ + + . . . . . . .',
  addStateLicense: '  +   +   +   .   .   .   .   .   .   .',
  withdrawStateLicense: '+ + + . . . . . . .',
  listDecisions: '    +   +   +   +   +   +   .   .   +   .',
  getDecision: '      +   +   +   +   +   +   .   .   +   .',
  listViolations: '   +   +   +   .   .   .   .   .   +   .',
  exportViolations: ' +   +   +   .   .   .   .   .   +   .',
  getComplianceOverview: '+ + + . . . . . + .',
  exportDecision: '   +   +   +   +   +   +   .   .   +   .',
  startCall: '        +   +   .   +   +   +   .   .   .   .',
  reserveCalls: '     +   +   .   +   +   +   .   .   .   .',
  releaseReservedCalls: '+ + . + + + . . . .',
  recordCallEvents: ' +   +   .   +   +   +   .   .   .   .',
  saveDisposition: '  +   +   .   +   +   +   .   .   .   .',
  dropMessage: '      +   +   .   +   +   +   .   .   .   .',
  startContact: '     .   .   .   .   .   .   .   .   .   .',
  redeemSendPermit: ' .   .   .   .   .   .   .   .   .   .',
  recordContactEvents: '. . . . . . . . . .',
  recordReceivedMessage: '. . . . . . . . . .',
  listCalls: '        +   +   +   +   +   +   .   +   +   .',
  issuePhoneToken: '  +   +   .   +   +   +   .   .   .   .',
  redeemPermit: '     .   .   .   .   .   .   .   .   .   .',
  getCallDecision: '  +   +   +   +   +   +   .   .   +   .',
  getRecordingState: '+   +   .   +   +   +   .   .   .   .',
  setRecording: '     +   +   .   +   +   +   .   .   .   .',
  getDirectory: '     +   +   .   +   +   +   .   .   .   .',
  setQueueMembership: '+ + . + + + . . . .',
  parkCall: '         +   +   .   +   +   +   .   .   .   .',
  listParkedCalls: '  +   +   .   +   +   +   .   .   .   .',
  pickUpCall: '       +   +   .   +   +   +   .   .   .   .',
  listPhoneMessages: '+   +   .   +   +   +   .   .   .   .',
  getPhoneMessageAudio: '+ + . + + + . . . .',
  setSupervisionNotice: '+ + . + . . . . . .',
  setReservedPermits: '+  +   +   .   .   .   .   .   .   .',
  savePhoneMessage: ' +   +   .   +   .   .   .   .   .   .',
  removePhoneMessage: '+ + . + . . . . . .',
  recordCheckOut: '   +   +   .   +   +   +   .   .   .   .',
  listCheckOuts: '    +   +   .   +   +   .   .   .   .   .',
  startSupervision: ' +   +   .   +   +   .   .   .   .   .',
  setSupervisionMode: '+ + . + + . . . . .',
  endSupervision: '   +   +   .   +   +   .   .   .   .   .',
  redeemSupervisionPermit: '. . . . . . . . . .',
  hangUpCall: '       +   +   .   +   +   .   .   .   .   .',
  reportEmergencyCall: '+ + . + + + . . . .',
  openLiveFeed: '     +   +   +   +   +   +   .   .   .   .',
  getAgentTimes: '    +   +   +   +   +   +   .   .   .   .',
  setAgentState: '    +   +   .   +   +   +   .   .   .   .',
  listAudit: '        +   +   +   .   .   .   .   .   +   .',
  listDisputes: '     +   +   +   .   .   .   .   .   +   .',
  getDispute: '       +   +   +   .   .   .   .   .   +   .',
  fileDispute: '      +   +   +   +   +   +   .   .   .   .',
  changeDispute: '    +   +   +   .   .   .   .   .   .   .',
  releaseDisputeLetter: '+   +   +   .   .   .   .   .   .   .',
  listConsumerFacts: '+   +   +   +   +   +   +   .   +   .',
  recordConsumerFact: '+   +   +   +   +   +   .   .   .   .',
  takeBackConsumerFact: '+   +   +   .   .   .   .   .   .   .',
  listDnc: '          +   +   +   .   .   .   .   .   +   .',
  addDnc: '           +   +   +   +   +   +   .   .   .   .',
  removeDnc: '        +   +   +   .   .   .   .   .   .   .',
  listDncRegistries: '+   +   +   .   .   .   .   .   +   .',
  importDnc: '        +   +   +   .   .   .   .   .   .   .',
  exportDnc: '        +   +   +   .   .   .   .   .   .   .',
  listLitigators: '   +   +   +   .   .   .   .   .   +   .',
  listReassignments: '+   +   +   .   .   .   .   .   +   .',
  listScreeningImports: '+ + + . . . . . + .',
  importLitigators: ' +   +   +   .   .   .   .   .   .   .',
  importReassignments: '+ + + . . . . . . .',
  removeLitigator: '  +   +   +   .   .   .   .   .   .   .',
  takeBackScreeningImport: '+ + + . . . . . . .',
  exportScreening: '  +   +   +   .   .   .   .   .   .   .',
  sendFeedback: '     +   +   +   +   +   +   +   +   +   .',
};

const named = (marks: readonly string[]) => Object.fromEntries(columns.map((caller, index) => [caller, marks[index]]));

describe('role × route', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await createTestServer({ environment: { DESKLINE_METRICS_TOKEN: 'the token of monitoring' } });
  });
  afterAll(() => server.close());

  /** `+` or `.` for one caller, by a request that is empty on purpose: who may not ask learns nothing about it. */
  const ask = async (id: EndpointId, caller: (typeof columns)[number]): Promise<string> => {
    const endpoint: Endpoint = contract[id];
    const url = server.url + endpoint.path.replaceAll(/:\w+/g, createId());
    const headers = new Headers({ 'idempotency-key': createId() });
    if (caller !== 'anonymous') headers.set('authorization', `Bearer ${(await server.addUser(caller)).token}`);
    const abort = new AbortController();
    const response = await fetch(url, { method: endpoint.method.toUpperCase(), headers, signal: abort.signal });
    if (response.status === 200 && endpoint.media === 'event-stream') {
      abort.abort();
      return '+';
    }
    const text = await response.text();
    if (response.status < 400) return '+';
    const { code, message } = problemSchema.parse(JSON.parse(text));
    if (code === 'auth/required' || code === 'permission/denied') return '.';
    if (message === 'There is no such address.') return 'not served';
    return response.status >= 500 ? code : '+';
  };

  it.each(endpointIds)('%s', async (id) => {
    const found: string[] = [];
    for (const caller of columns) found.push(await ask(id, caller));
    const expected = matrix[id].trim().split(/\s+/);
    expect(named(found)).toEqual(named(expected));
  });
});
