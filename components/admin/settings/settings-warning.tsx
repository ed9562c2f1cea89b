/** A maximum age below the session lifetime is allowed but surprising. */
export function EarlyRemoval() {
  return (
    <p className="max-w-3xl rounded-xl bg-banner px-4 py-3">
      <strong className="font-semibold">The maximum age is shorter than a session.</strong> Guests may be
      removed while they are still signed in.
    </p>
  );
}
