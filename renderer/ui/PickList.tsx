import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

export type PickItem = {
  id: string;
  group: string;
  title: string;
  note?: ReactNode;
  /** At the right: a state, a number. */
  end?: ReactNode;
  /** Why it cannot be picked now; it stays readable. */
  obstacle?: string | null;
};

type Props = {
  label: string;
  placeholder: string;
  items: readonly PickItem[];
  query: string;
  onQuery: (query: string) => void;
  /** `isShifted`: picked with Shift held, the second way of doing it. */
  onPick: (id: string, isShifted: boolean) => void;
  onMark?: (id: string | null) => void;
  /** Shown instead of the list when nothing is in it. */
  empty: ReactNode;
  footer?: ReactNode;
};

/** One field and one list (WAI-ARIA combobox with listbox): typing filters, arrows mark, Enter and Shift+Enter pick. */
export function PickList({ label, placeholder, items, query, onQuery, onPick, onMark, empty, footer }: Props) {
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [markedId, setMarkedId] = useState<string | null>(null);
  const open = items.filter((item) => (item.obstacle ?? null) === null);
  const marked = open.find((item) => item.id === markedId) ?? open[0] ?? null;
  const optionId = (id: string): string => `${listId}-${id}`;

  // Also when the list came after the dialog that holds it had taken the focus.
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    onMark?.(marked?.id ?? null);
  }, [marked?.id, onMark]);
  const mark = (step: number): void => {
    const index = open.findIndex((item) => item.id === marked?.id);
    const next = open[(index + step + open.length) % open.length];
    if (!next) return;
    setMarkedId(next.id);
    list.current?.querySelector(`[data-pick="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      mark(event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Enter' && marked && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onPick(marked.id, event.shiftKey);
    }
  };
  return (
    <div className="pick">
      <TextInput
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(marked ? { 'aria-activedescendant': optionId(marked.id) } : {})}
        autoComplete="off"
        data-autofocus
        leftSection={<IconSearch size={15} aria-hidden />}
        value={query}
        onChange={(event) => {
          setMarkedId(null);
          onQuery(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {items.length === 0 ? <div className="pick-empty">{empty}</div> : null}
      <div ref={list} id={listId} role="listbox" aria-label={label} className="pick-list scroll" tabIndex={-1}>
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {items[index - 1]?.group === item.group ? null : (
              <p className="pick-group" role="presentation">
                {item.group}
              </p>
            )}
            <PickRow
              item={item}
              domId={optionId(item.id)}
              isMarked={item.id === marked?.id}
              onPick={(isShifted) => onPick(item.id, isShifted)}
            />
          </Fragment>
        ))}
      </div>
      {footer}
    </div>
  );
}

type RowProps = { item: PickItem; domId: string; isMarked: boolean; onPick: (isShifted: boolean) => void };

const PickRow = ({ item, domId, isMarked, onPick }: RowProps) => {
  const obstacle = item.obstacle ?? null;
  return (
    <div
      id={domId}
      data-pick={item.id}
      role="option"
      aria-selected={isMarked}
      aria-disabled={obstacle !== null}
      tabIndex={-1}
      className={`pick-row${isMarked ? ' is-marked' : ''}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (obstacle === null) onPick(event.shiftKey);
      }}
    >
      <span className="pick-main">
        <span className="pick-title truncate">{item.title}</span>
        {item.note === undefined && obstacle === null ? null : (
          <span className="pick-note truncate">{obstacle ?? item.note}</span>
        )}
      </span>
      {item.end === undefined ? null : <span className="pick-end">{item.end}</span>}
    </div>
  );
};
