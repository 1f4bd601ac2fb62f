/** The mark: a sextant's arms and arc. */
export function Logo() {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label="Sextant"
    >
      <path d="M9 2 4 13M9 2l5 11M2.5 13.5c4 3.2 9 3.2 13 0" />
      <path d="M9 6.5v7" stroke="var(--accent)" />
      <circle cx="9" cy="2.4" r="1.1" fill="currentColor" stroke="none" />
    </svg>
  )
}
