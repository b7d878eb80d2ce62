import type { Permission } from '../../../shared/domain/access/permissions.ts';
import type { DeskSearch } from './desk-search.ts';

/** What every tab of the compliance workspace is given. */
export type DeskTabProps = { may: (permission: Permission) => boolean };

/** Of a tab that a link may open with something to look for. */
export type SearchedTabProps = { given?: DeskSearch };

/** Of a tab that leads to others. */
export type LeadingTabProps = { onOpen: (tab: string, search: DeskSearch) => void };
