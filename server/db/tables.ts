/** Every table of the schema, joined from each feature's own `*.tables.ts`; one line per feature. */
import type { AccountTables } from '../features/accounts/accounts.tables.ts';
import type { AuthTables } from '../features/auth/auth.tables.ts';
import type { CallTables } from '../features/calls/calls.tables.ts';
import type { ComplianceTables } from '../features/compliance/compliance.tables.ts';
import type { DisputeTables } from '../features/disputes/disputes.tables.ts';
import type { ContactTables } from '../features/contacts/contacts.tables.ts';
import type { ConsumerFactTables } from '../features/consumer-facts/consumer-facts.tables.ts';
import type { DncTables } from '../features/dnc/dnc.tables.ts';
import type { EmergencyTables } from '../features/emergency/emergency.tables.ts';
import type { FeedbackTables } from '../features/feedback/feedback.tables.ts';
import type { LiveTables } from '../features/live/live.tables.ts';
import type { OnboardingTables } from '../features/onboarding/onboarding.tables.ts';
import type { OrganizationTables } from '../features/organizations/organizations.tables.ts';
import type { RetentionTables } from '../features/retention/retention.tables.ts';
import type { RulePackTables } from '../features/rule-packs/rule-packs.tables.ts';
import type { SupervisionTables } from '../features/supervision/supervision.tables.ts';
import type { TelephonyTables } from '../features/telephony/telephony.tables.ts';
import type { PlatformTables } from './platform.tables.ts';

export interface Database
  extends
    PlatformTables,
    OrganizationTables,
    AuthTables,
    FeedbackTables,
    AccountTables,
    DisputeTables,
    DncTables,
    ConsumerFactTables,
    LiveTables,
    ComplianceTables,
    RulePackTables,
    OnboardingTables,
    RetentionTables,
    CallTables,
    ContactTables,
    SupervisionTables,
    TelephonyTables,
    EmergencyTables {}
