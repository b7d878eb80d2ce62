import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { IconAction } from './IconAction.tsx';

type Props = { page: number; pageSize: number; total: number; onPage: (page: number) => void };

/** `1-50 of 1,284` with a step in each direction; `page` starts at 1. */
export function Pager({ page, pageSize, total, onPage }: Props) {
  if (total <= pageSize && page === 1) return null;
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(total, page * pageSize);
  return (
    <nav className="pager" aria-label="Pages">
      <span className="figure">
        {from.toLocaleString('en-US')} to {to.toLocaleString('en-US')} of {total.toLocaleString('en-US')}
      </span>
      <IconAction label="Previous page" isDisabled={page === 1} onClick={() => onPage(page - 1)}>
        <IconChevronLeft size={17} />
      </IconAction>
      <IconAction label="Next page" isDisabled={to >= total} onClick={() => onPage(page + 1)}>
        <IconChevronRight size={17} />
      </IconAction>
    </nav>
  );
}
