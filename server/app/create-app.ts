/** Where the parts of the server are joined; the only place that knows them all. */
import type { Express } from 'express';
import { contract, type EndpointId } from '../../shared/contracts/contract.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../db/database.ts';
import { createAccountHandlers } from '../features/accounts/index.ts';
import { createAuditHandlers } from '../features/audit/index.ts';
import { createAuth, purgeAuthRows } from '../features/auth/index.ts';
import { createCallHandlers, createDialPermits, readCallOutcome } from '../features/calls/index.ts';
import {
  createComplianceHandlers,
  createOverrideHandlers,
  createSealDecisionsTask,
  createSealKey,
  createSealSigner,
  evaluateForQueue,
  locateConsumer,
  sealDecisionsTask,
  type SealReport,
} from '../features/compliance/index.ts';
import { createDisputeHandlers } from '../features/disputes/index.ts';
import { createContactHandlers, createSendPermits } from '../features/contacts/index.ts';
import { createConsumerFactHandlers } from '../features/consumer-facts/index.ts';
import { createDncHandlers } from '../features/dnc/index.ts';
import { createEmergencyHandlers } from '../features/emergency/index.ts';
import { createFeedbackHandlers } from '../features/feedback/index.ts';
import { createHealthHandlers, mountDocsAssets } from '../features/health/index.ts';
import { createLiveHandlers, LiveFeed, pauseInQueuesTask } from '../features/live/index.ts';
import { createOnboardingHandlers } from '../features/onboarding/index.ts';
import { createOrganizationHandlers } from '../features/organizations/index.ts';
import {
  createPlanPurgeTask,
  createRetentionHandlers,
  createRunPurgeTask,
  planPurgeTask,
  runPurgeTask,
} from '../features/retention/index.ts';
import { createRulePackHandlers } from '../features/rule-packs/index.ts';
import {
  createSupervisionHandlers,
  createSupervisionPermits,
  endAbandonedSupervisions,
  readSupervisionsFor,
} from '../features/supervision/index.ts';
import {
  createPauseInQueuesTask,
  createTelephonyHandlers,
  freeAbandonedPlaces,
  purgeParkedCalls,
  readSipAccounts,
  sipUserOf,
} from '../features/telephony/index.ts';
import { createRequireMonitoring, createRequirePbx, createSenders } from '../http/callers.ts';
import { createHttp } from '../http/create-http.ts';
import type { OpenStreams } from '../http/event-stream.ts';
import type { Handlers } from '../http/handlers.ts';
import { defaultLimits, type LimitsPerMinute } from '../http/limits.ts';
import type { Logger } from '../http/logging.ts';
import { createMetrics } from '../http/metrics.ts';
import { mountContract } from '../http/mount-contract.ts';
import { createOpenApi } from '../http/openapi.ts';
import { createPbxControl } from '../integrations/pbx/create-pbx-control.ts';
import { noPbxControl } from '../integrations/pbx/no-control.ts';
import { servicesOf } from '../integrations/pbx/pbx-settings.ts';
import { createPermitKey, createPermitSigner } from '../integrations/pbx/permits.ts';
import type { JobTasks } from '../jobs/job-runner.ts';
import { createUpkeepTask } from '../jobs/upkeep.job.ts';
import { purgePlatformRows } from '../db/upkeep.ts';
import type { Config } from './config.ts';
import { keptKey } from './kept-key.ts';

export type AppParts = {
  config: Config;
  database: DatabaseDoor;
  clock: Clock;
  logger: Logger;
  /** Signs access tokens. */
  accessKey: Uint8Array;
  version: string;
  limits?: LimitsPerMinute;
};

export type App = {
  express: Express;
  streams: OpenStreams;
  liveFeed: LiveFeed;
  /** What runs in the background, and when what runs by the clock does (crontab, UTC). */
  tasks: JobTasks;
  schedule: Readonly<Record<string, string>>;
  /** From now on the readiness check fails. */
  markStopping(): void;
  /** Ends what runs beside the requests; the streams must have been ended before. */
  stop(): Promise<void>;
};

/** Builds the whole application on an open, migrated database. Nothing listens yet. */
export function createApp(parts: AppParts): App {
  const { config, database, clock, logger, version } = parts;
  const streams: OpenStreams = new Set();
  const metrics = createMetrics(streams);
  let isStopping = false;
  const auth = createAuth({ database, clock, accessKey: parts.accessKey });

  const sipAccounts = config.sip.accountsFile === undefined ? undefined : readSipAccounts(config.sip.accountsFile);
  const permitKey = config.permitKey ?? keptKey(config.dataDirectory, 'permit-key', createPermitKey);
  const permitSigner = createPermitSigner(permitKey, clock);
  const sealKey = config.sealKey ?? keptKey(config.dataDirectory, 'seal-key', createSealKey);
  const pbx = createPbxControl(config.pbx.control, {
    secret: config.pbxSecret,
    log: (message) => logger.warn({ pbx: message }, 'PBX'),
  });
  const senders = createSenders(config.senders);
  const services = servicesOf(config.pbx.services);
  const queueControl = services.has_queues ? pbx : noPbxControl;
  const liveFeed = new LiveFeed({
    database,
    clock,
    reportError: (error) => logger.error({ err: error }, 'live feed'),
    alsoBeginWith: readSupervisionsFor,
    alsoKeep: async (organizationId) => {
      await endAbandonedSupervisions(database, organizationId, clock);
      await freeAbandonedPlaces({ database, control: pbx, clock }, organizationId);
    },
  });
  const ofPhone = {
    sipDomain: config.sip.domain,
    sipUserOf: (user: { email: string; sip_user: string }) => sipUserOf(user, sipAccounts),
    listOrganizationIds: () => database.listOrganizationIds(),
  };

  const handlers: Handlers<EndpointId> = {
    ...createHealthHandlers({
      database,
      clock,
      version,
      openApi: createOpenApi(contract, version),
      metricsText: () => metrics.text(),
      isStopping: () => isStopping,
    }),
    ...auth.handlers,
    ...createOrganizationHandlers(),
    ...createAuditHandlers(),
    ...createFeedbackHandlers(),
    ...createTelephonyHandlers({
      sipUrls: config.sip.urls,
      sipDomain: config.sip.domain,
      sipSecret: config.sip.secret,
      sipAccounts,
      turnUrls: config.turn.urls,
      turnSecret: config.turn.secret,
      services,
      queues: config.pbx.queues,
      queueControl,
      clock,
    }),
    ...createSupervisionHandlers({
      ...ofPhone,
      permits: createSupervisionPermits(permitSigner),
      supervisePrefix: services.supervise_prefix,
      control: pbx,
    }),
    ...createEmergencyHandlers(),
    ...createLiveHandlers({ feed: liveFeed, clock, hasQueues: services.has_queues }),
    ...createAccountHandlers({ clock, compliance: { evaluateForQueue, locateConsumer } }),
    ...createComplianceHandlers({ clock, readCallOutcome, database }),
    ...createOverrideHandlers({ clock }),
    ...createRulePackHandlers(),
    ...createDisputeHandlers({ clock }),
    ...createOnboardingHandlers({ clock }),
    ...createRetentionHandlers(),
    ...createDncHandlers({ database, clock }),
    ...createContactHandlers({ senders, permits: createSendPermits(permitSigner) }),
    ...createConsumerFactHandlers(),
    ...createCallHandlers({
      ...ofPhone,
      permits: createDialPermits(permitSigner),
      clock,
      recordingControl: services.can_record ? pbx : noPbxControl,
    }),
  };

  const express = createHttp({
    logger,
    clock,
    metrics,
    limits: parts.limits ?? defaultLimits,
    trustProxy: config.trustProxy,
    mount: (app) => {
      mountDocsAssets(app);
      mountContract(app, contract, handlers, {
        database,
        clock,
        authenticate: auth.authenticate,
        requirePbx: createRequirePbx(config.pbxSecret),
        requireSender: (request) => void senders.require(request.get('authorization')),
        requireMonitoring: createRequireMonitoring(config.metricsToken),
        streams,
      });
    },
  });
  return {
    express,
    streams,
    liveFeed,
    tasks: {
      upkeep: createUpkeepTask(database, clock, [purgePlatformRows, purgeAuthRows, purgeParkedCalls]),
      [sealDecisionsTask]: createSealDecisionsTask({
        database,
        clock,
        signer: createSealSigner(sealKey),
        report: (sealed) => logSeal(logger, sealed),
      }),
      [planPurgeTask]: createPlanPurgeTask({ database, clock }),
      [runPurgeTask]: createRunPurgeTask({ database, clock, signer: createSealSigner(sealKey) }),
      [pauseInQueuesTask]: createPauseInQueuesTask({ database, clock, queueControl, sipAccounts }),
    },
    schedule: { upkeep: '17 * * * *', [sealDecisionsTask]: '3 * * * *' },
    markStopping: () => {
      isStopping = true;
    },
    stop: async () => {
      await liveFeed.stop();
      await pbx.stop();
    },
  };
}

/** The log is the other place that knows of a seal, should the last ones be taken out of the database. */
function logSeal(logger: Logger, { organizationId, seal, lost }: SealReport): void {
  if (lost.length > 0) logger.error({ organizationId, lost }, 'decisions that were sealed are gone: verify the chains');
  if (seal) logger.info({ organizationId, seal: seal.hash, sequence: seal.sequence }, 'sealed');
}
