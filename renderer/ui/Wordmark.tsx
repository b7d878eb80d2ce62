/** The name with its mark: a desk line, and a call on it. */
export const Wordmark = ({ isSmall = false }: { isSmall?: boolean }) => (
  <span style={{ display: 'inline-flex', alignItems: 'center', gap: 9, fontWeight: 680, letterSpacing: '-0.01em' }}>
    <Mark size={isSmall ? 22 : 28} />
    <span style={{ fontSize: isSmall ? 15 : 19 }}>Deskline</span>
  </span>
);

export const Mark = ({ size }: { size: number }) => (
  <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden>
    <rect width="28" height="28" rx="7" fill="var(--accent-fill)" />
    <path d="M6 19.5h16" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
    <path d="M9 14.5v-2a5 5 0 0 1 10 0v2" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" fill="none" />
  </svg>
);
