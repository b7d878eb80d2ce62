/** Channels of the compliance workspace and of what it decides for the agent: verdicts, decisions, do-not-call, retention, rule packs. */
import { z } from 'zod';
import { decisionSchema } from '../contracts/compliance/decision.ts';
import { receiptEndpoints, receiptFormats, receiptSchema } from '../contracts/compliance/receipts.contract.ts';
import { overviewEndpoints, overviewSchema } from '../contracts/compliance/overview.contract.ts';
import { overrideEndpoints, overrideSchema } from '../contracts/compliance/overrides.contract.ts';
import { violationEndpoints } from '../contracts/compliance/violations.contract.ts';
import {
  consumerFactEndpoints,
  consumerFactSchema,
  factBodySchema,
} from '../contracts/consumer-facts/consumer-facts.contract.ts';
import { idSchema, phoneNumberSchema } from '../contracts/core/fields.ts';
import {
  disputeDetailSchema,
  disputeEndpoints,
  disputeSchema,
  disputeStepSchema,
} from '../contracts/disputes/disputes.contract.ts';
import {
  dncEndpoints,
  dncEntrySchema,
  dncImportQuerySchema,
  dncImportSchema,
  dncLists,
} from '../contracts/dnc/dnc.contract.ts';
import {
  litigatorImportQuerySchema,
  litigatorSchema,
  reassignmentImportQuerySchema,
  screeningEndpoints,
  screeningImportSchema,
} from '../contracts/dnc/screening.contract.ts';
import { packChangeSchema, packSettingSchema, rulePackEndpoints } from '../contracts/rule-packs/rule-packs.contract.ts';
import {
  licenseBodySchema,
  onboardingAnswerSchema,
  onboardingStateSchema,
} from '../contracts/onboarding/onboarding.contract.ts';
import {
  holdSchema,
  liftHoldBodySchema,
  placeHoldBodySchema,
  purgeSchema,
  retentionEndpoints,
  runPurgeBodySchema,
} from '../contracts/retention/retention.contract.ts';
import { defineChannels } from './define-channel.ts';
import { savedItemSchema } from './local-schemas.ts';

const desks = ['agent', 'supervisor'] as const;
const none = z.null();

export const complianceChannels = defineChannels({
  'compliance:evaluate-pre-dial': {
    windows: desks,
    request: z.object({ phoneNumber: phoneNumberSchema, accountId: idSchema.nullable() }),
    reply: decisionSchema,
  },
  'compliance:list-decisions': {
    windows: desks,
    request: receiptEndpoints.listDecisions.query,
    reply: receiptEndpoints.listDecisions.replies[200],
  },
  'compliance:list-violations': {
    windows: desks,
    request: violationEndpoints.listViolations.query,
    reply: violationEndpoints.listViolations.replies[200],
  },
  /** Asks where to, and writes all violations of a filter there; null when the person chose no place. */
  'compliance:export-violations': {
    windows: desks,
    request: violationEndpoints.exportViolations.body,
    reply: z.object({ fileName: z.string() }).nullable(),
  },
  'compliance:get-overview': {
    windows: desks,
    request: overviewEndpoints.getComplianceOverview.query,
    reply: overviewSchema,
  },
  'overrides:ask': { windows: desks, request: overrideEndpoints.askForOverride.body, reply: overrideSchema },
  'overrides:list': { windows: desks, request: none, reply: overrideEndpoints.listOverrides.replies[200] },
  'overrides:decide': {
    windows: desks,
    request: z.object({ id: idSchema }).extend(overrideEndpoints.decideOverride.body.shape),
    reply: overrideSchema,
  },
  'compliance:get-decision': { windows: desks, request: idSchema, reply: receiptSchema },
  /** Writes the receipt into the Downloads folder and gives the file's name. */
  'compliance:export-receipt': {
    windows: desks,
    request: z.object({ id: idSchema, format: z.enum(receiptFormats) }),
    reply: z.object({ fileName: z.string() }),
  },
  /** Writes a case file of the simulator into the Downloads folder and gives the file's name. */
  'compliance:save-cases': {
    windows: desks,
    request: z.object({ name: z.string().max(200), text: z.string().max(4_000_000) }),
    reply: z.object({ fileName: z.string() }),
  },
  /** Shows a file that one of the two above wrote in its folder. */
  'compliance:show-export': { windows: desks, request: z.string().max(200), reply: z.null() },

  'disputes:list': {
    windows: desks,
    request: disputeEndpoints.listDisputes.query,
    reply: disputeEndpoints.listDisputes.replies[200],
  },
  'disputes:get': { windows: desks, request: idSchema, reply: disputeDetailSchema },
  /** What a consumer said or wrote: into the outbox, so that it is not lost while the server is away. */
  'disputes:file': { windows: desks, request: disputeEndpoints.fileDispute.body, reply: savedItemSchema },
  'disputes:step': {
    windows: desks,
    request: z.object({ id: idSchema, step: disputeStepSchema }),
    reply: disputeSchema,
  },
  /** Prints the letter that answers a dispute into the Downloads folder. */
  'disputes:save-letter': { windows: desks, request: idSchema, reply: z.object({ fileName: z.string() }) },

  /** What the consumer of an account told us, newest first. */
  'consumer-facts:list': {
    windows: desks,
    request: idSchema,
    reply: consumerFactEndpoints.listConsumerFacts.replies[200],
  },
  /** What an agent was told: into the outbox, so that it is not lost while the server is away. */
  'consumer-facts:report': {
    windows: desks,
    request: z.object({ accountId: idSchema, body: factBodySchema }),
    reply: savedItemSchema,
  },
  'consumer-facts:take-back': {
    windows: desks,
    request: z.object({ id: idSchema }).extend(consumerFactEndpoints.takeBackConsumerFact.body.shape),
    reply: consumerFactSchema,
  },
  'dnc:list': { windows: desks, request: dncEndpoints.listDnc.query, reply: dncEndpoints.listDnc.replies[200] },
  'dnc:add': { windows: desks, request: dncEndpoints.addDnc.body, reply: dncEntrySchema },
  /** What an agent was told: into the outbox, so that it is not lost while the server is away. */
  'dnc:report': { windows: desks, request: dncEndpoints.addDnc.body, reply: savedItemSchema },
  'dnc:remove': {
    windows: desks,
    request: z.object({ id: idSchema }).extend(dncEndpoints.removeDnc.body.shape),
    reply: dncEntrySchema,
  },
  'dnc:list-registries': {
    windows: desks,
    request: none,
    reply: dncEndpoints.listDncRegistries.replies[200],
  },
  /** Asks for a file of numbers; null when the person chose none. The path stays in main. */
  'dnc:choose-file': {
    windows: desks,
    request: none,
    reply: z.object({ fileId: idSchema, fileName: z.string(), bytes: z.int() }).nullable(),
  },
  /** Sends the chosen file; how far it is comes as `dnc:import-progress`. */
  'dnc:import': {
    windows: desks,
    request: z.object({
      fileId: idSchema,
      query: z.object({ ...dncImportQuerySchema.shape }).omit({ file_name: true }),
    }),
    reply: dncImportSchema,
  },
  /** Asks where to, and writes the whole list there; null when the person chose no place. */
  'dnc:export': {
    windows: desks,
    request: z.object({ list: z.enum(dncLists), region: z.string().nullable() }),
    reply: z.object({ fileName: z.string() }).nullable(),
  },

  'screening:list-litigators': {
    windows: desks,
    request: screeningEndpoints.listLitigators.query,
    reply: screeningEndpoints.listLitigators.replies[200],
  },
  'screening:list-reassigned': {
    windows: desks,
    request: screeningEndpoints.listReassignments.query,
    reply: screeningEndpoints.listReassignments.replies[200],
  },
  'screening:list-imports': {
    windows: desks,
    request: screeningEndpoints.listScreeningImports.query,
    reply: screeningEndpoints.listScreeningImports.replies[200],
  },
  'screening:remove-litigator': {
    windows: desks,
    request: z.object({ id: idSchema }).extend(screeningEndpoints.removeLitigator.body.shape),
    reply: litigatorSchema,
  },
  'screening:take-back': {
    windows: desks,
    request: z.object({ id: idSchema }).extend(screeningEndpoints.takeBackScreeningImport.body.shape),
    reply: screeningImportSchema,
  },
  /** Sends a file chosen by `dnc:choose-file`; how far it is comes as `dnc:import-progress`. */
  'screening:import': {
    windows: desks,
    request: z.discriminatedUnion('list', [
      z.object({
        list: z.literal('litigators'),
        fileId: idSchema,
        query: litigatorImportQuerySchema.omit({ file_name: true }),
      }),
      z.object({
        list: z.literal('reassigned'),
        fileId: idSchema,
        query: reassignmentImportQuerySchema.omit({ file_name: true }),
      }),
    ]),
    reply: screeningImportSchema,
  },
  'screening:export': {
    windows: desks,
    request: screeningEndpoints.exportScreening.body,
    reply: z.object({ fileName: z.string() }).nullable(),
  },

  'onboarding:get': { windows: desks, request: none, reply: onboardingStateSchema },
  'onboarding:save-step': { windows: desks, request: onboardingAnswerSchema, reply: onboardingStateSchema },
  'onboarding:add-license': { windows: desks, request: licenseBodySchema, reply: onboardingStateSchema },
  'onboarding:withdraw-license': {
    windows: desks,
    request: z.object({ id: idSchema, reason: z.string().max(1000) }),
    reply: onboardingStateSchema,
  },
  'retention:list-holds': { windows: desks, request: none, reply: retentionEndpoints.listHolds.replies[200] },
  'retention:place-hold': { windows: desks, request: placeHoldBodySchema, reply: holdSchema },
  'retention:lift-hold': { windows: desks, request: liftHoldBodySchema.extend({ id: idSchema }), reply: holdSchema },
  'retention:list-purges': { windows: desks, request: none, reply: retentionEndpoints.listPurges.replies[200] },
  'retention:plan-purge': { windows: desks, request: none, reply: purgeSchema },
  'retention:run-purge': { windows: desks, request: runPurgeBodySchema.extend({ id: idSchema }), reply: purgeSchema },
  'retention:resume-purge': { windows: desks, request: z.object({ id: idSchema }), reply: purgeSchema },

  'rule-packs:list': { windows: desks, request: z.null(), reply: rulePackEndpoints.listRulePacks.replies[200] },
  'rule-packs:set-mode': {
    windows: desks,
    request: packChangeSchema.extend({ packId: z.string().max(80) }),
    reply: packSettingSchema,
  },
});
