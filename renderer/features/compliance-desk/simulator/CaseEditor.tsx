import { useId, useRef } from 'react';
import type { CaseFileIssue } from '../../../../shared/domain/compliance/cases/case-file.ts';

type Props = { text: string; issues: readonly CaseFileIssue[]; onChange: (text: string) => void };

const LINE_PX = 18;
/** More than these are not read one by one. */
const MOST_SHOWN = 12;

/** The case file as text, with what is wrong in it by line and field. */
export function CaseEditor({ text, issues, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const issuesId = useId();
  const wrongLines = new Set(issues.map(({ line }) => line));
  const lines = text.split('\n');

  const goTo = ({ line, column }: CaseFileIssue): void => {
    const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    field.current?.focus();
    field.current?.setSelectionRange(offset, offset);
    if (field.current) field.current.scrollTop = Math.max(0, (line - 4) * LINE_PX);
  };
  return (
    <div className="case-editor">
      <div className="case-text">
        <div className="case-gutter" aria-hidden>
          <div ref={gutter}>
            {lines.map((_, index) => (
              <span key={index} className={wrongLines.has(index + 1) ? 'is-wrong' : ''}>
                {index + 1}
              </span>
            ))}
          </div>
        </div>
        <textarea
          ref={field}
          aria-label="Case file"
          aria-invalid={issues.length > 0}
          aria-describedby={issues.length > 0 ? issuesId : undefined}
          spellCheck={false}
          autoComplete="off"
          wrap="off"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.style.transform = `translateY(-${event.currentTarget.scrollTop}px)`;
          }}
        />
      </div>
      {issues.length === 0 ? null : (
        <div id={issuesId} className="case-issues" role="alert">
          <p>
            {issues.length === 1 ? 'One thing is wrong' : `${issues.length} things are wrong`}; the time line shows the
            last case that could be read.
          </p>
          <ul>
            {issues.slice(0, MOST_SHOWN).map((issue) => (
              <li key={`${issue.line} ${issue.column} ${issue.field} ${issue.message}`}>
                <button type="button" onClick={() => goTo(issue)}>
                  <b className="figure">Line {issue.line}</b>
                  {issue.field === '' ? '' : ` ${issue.field}`}: {issue.message}
                </button>
              </li>
            ))}
          </ul>
          {issues.length > MOST_SHOWN ? <p>And {issues.length - MOST_SHOWN} more.</p> : null}
        </div>
      )}
    </div>
  );
}
