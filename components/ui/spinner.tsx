/** Only inside buttons; a view that loads shows skeletons of its shape. */
export function Spinner() {
  return (
    <svg
      aria-hidden="true"
      className="size-3.5 shrink-0 animate-spin"
      fill="none"
      viewBox="0 0 16 16"
    >
      <circle cx="8" cy="8" opacity="0.25" r="6" stroke="currentColor" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" strokeLinecap="round" strokeWidth="2" />
    </svg>
  );
}
