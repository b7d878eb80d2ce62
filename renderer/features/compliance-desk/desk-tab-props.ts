import type { Permission } from '../../../shared/domain/access/permissions.ts';

/** What every tab of the compliance workspace is given. */
export type DeskTabProps = { may: (permission: Permission) => boolean };
