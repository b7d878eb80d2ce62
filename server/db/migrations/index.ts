/** All migrations in their order; one line each. A migration that was released is never changed. */
import type { Migration } from 'kysely/migration';
import { platform } from './0001-platform.ts';
import { collections } from './0002-collections.ts';
import { calls } from './0003-calls.ts';
import { live } from './0004-live.ts';
import { jobWorkers } from './0005-job-workers.ts';
import { ledgerByNumber } from './0006-ledger-by-number.ts';
import { sipUsers } from './0007-sip-users.ts';
import { callQuality } from './0008-call-quality.ts';
import { supervision } from './0009-supervision.ts';
import { telephony } from './0010-telephony.ts';
import { agentTime } from './0011-agent-time.ts';
import { dnc } from './0012-dnc.ts';
import { decisionChain } from './0013-decision-chain.ts';
import { rulePacks } from './0015-rule-packs.ts';
import { consumerFacts } from './0016-consumer-facts.ts';
import { disputes } from './0017-disputes.ts';
import { onboarding } from './0018-onboarding.ts';
import { overrides } from './0019-overrides.ts';
import { contacts } from './0021-contacts.ts';
import { retention } from './0022-retention.ts';
import { decisionOutlines } from './0023-decision-outlines.ts';
import { countedPurges } from './0024-counted-purges.ts';
import { lastActivity } from './0025-last-activity.ts';
import { screeningLists } from './0027-screening-lists.ts';
import { reservedPermits } from './0029-reserved-permits.ts';
import { whatStillCounts } from './0034-what-still-counts.ts';
import { holdsInNobodysWay } from './0036-holds-in-nobodys-way.ts';
import { filesTakenBackInParts } from './0039-files-taken-back-in-parts.ts';
import { packsSignedOff } from './0042-packs-signed-off.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-platform': platform,
  '0002-collections': collections,
  '0003-calls': calls,
  '0004-live': live,
  '0005-job-workers': jobWorkers,
  '0006-ledger-by-number': ledgerByNumber,
  '0007-sip-users': sipUsers,
  '0008-call-quality': callQuality,
  '0009-supervision': supervision,
  '0010-telephony': telephony,
  '0011-agent-time': agentTime,
  '0012-dnc': dnc,
  '0013-decision-chain': decisionChain,
  '0015-rule-packs': rulePacks,
  '0016-consumer-facts': consumerFacts,
  '0017-disputes': disputes,
  '0018-onboarding': onboarding,
  '0019-overrides': overrides,
  '0021-contacts': contacts,
  '0022-retention': retention,
  '0023-decision-outlines': decisionOutlines,
  '0024-counted-purges': countedPurges,
  '0025-last-activity': lastActivity,
  '0027-screening-lists': screeningLists,
  '0029-reserved-permits': reservedPermits,
  '0034-what-still-counts': whatStillCounts,
  '0036-holds-in-nobodys-way': holdsInNobodysWay,
  '0039-files-taken-back-in-parts': filesTakenBackInParts,
  '0042-packs-signed-off': packsSignedOff,
};
