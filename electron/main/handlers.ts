/** Which service answers which channel. The door refuses to open when one is missing. */
import { app } from 'electron';
import { createAccountsHandlers } from '../features/accounts/index.ts';
import { createAppHandlers } from '../features/app/index.ts';
import { createAuditHandlers } from '../features/audit/index.ts';
import { createAuthHandlers } from '../features/auth/index.ts';
import { createCallsHandlers } from '../features/calls/index.ts';
import { createComplianceHandlers } from '../features/compliance/index.ts';
import { createRetentionHandlers } from '../features/retention/index.ts';
import { createRulePackHandlers } from '../features/rule-packs/index.ts';
import { createDisputeHandlers } from '../features/disputes/index.ts';
import { createConsumerFactHandlers } from '../features/consumer-facts/index.ts';
import { createDncHandlers } from '../features/dnc/index.ts';
import { createEmergencyHandlers } from '../features/emergency/index.ts';
import { createFeedbackHandlers } from '../features/feedback/index.ts';
import { createHotkeysHandlers } from '../features/hotkeys/index.ts';
import { createLiveHandlers } from '../features/live/index.ts';
import { createOnboardingHandlers } from '../features/onboarding/index.ts';
import { createOrganizationsHandlers } from '../features/organizations/index.ts';
import { createOutboxHandlers } from '../features/outbox/index.ts';
import { createPhoneHandlers } from '../features/phone/index.ts';
import { createServerStatusHandlers } from '../features/server-status/index.ts';
import { createSettingsHandlers } from '../features/settings/index.ts';
import { createSupervisionHandlers } from '../features/supervision/index.ts';
import { createTelephonyHandlers } from '../features/telephony/index.ts';
import type { IpcHandlers } from '../security/ipc-handler.ts';
import type { Services } from './compose.ts';
import type { LinkNumbers } from './link-numbers.ts';
import type { Windows } from './windows.ts';

export function createHandlers(services: Services, windows: Windows, numbers: LinkNumbers): IpcHandlers {
  const { api, phone, checkOut, outbox, outboxStatus, requireUserId, currentUserId, saveWork, clock } = services;
  const info = { version: app.getVersion(), platform: process.platform, keyStore: services.keyStore };
  return {
    ...createAppHandlers(info, {
      openWindow: windows.openDesk,
      takeNumber: numbers.take,
      linkOwners: services.links.owners,
    }),
    ...createAuthHandlers(services.auth),
    ...createOrganizationsHandlers(api),
    ...createAccountsHandlers(services.accounts, api),
    ...createComplianceHandlers({ api, receipts: services.receipts, downloadCsv: services.downloadCsv, clock }),
    ...createRulePackHandlers(api),
    ...createDisputeHandlers({
      api,
      savePdf: services.receipts.savePdf,
      report: (work) => saveWork(work, currentUserId()),
    }),
    ...createOnboardingHandlers(api, clock),
    ...createConsumerFactHandlers({ api, report: (work) => saveWork(work, currentUserId()) }),
    ...createRetentionHandlers(api),
    ...createDncHandlers({ api, files: services.dncFiles, clock, report: (work) => saveWork(work, currentUserId()) }),
    ...createCallsHandlers(services),
    ...createTelephonyHandlers(services),
    ...createSupervisionHandlers(services.supervision),
    ...createEmergencyHandlers(services.emergency),
    ...createPhoneHandlers(phone, checkOut, windows.broadcast),
    ...createLiveHandlers(services.live, services.agentState, api),
    ...createOutboxHandlers({ outbox: () => outbox, status: outboxStatus, requireUserId }),
    ...createServerStatusHandlers(services.serverStatus),
    ...createSettingsHandlers(services.settings),
    ...createHotkeysHandlers(services.hotkeys),
    ...createAuditHandlers(api),
    ...createFeedbackHandlers((work) => saveWork(work, currentUserId()), clock),
  };
}
