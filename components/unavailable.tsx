/** In place of a page that needs the database while that is away. */
export function Unavailable() {
  return (
    <>
      <h1 className="text-3xl">We cannot look that up right now</h1>
      <p role="status">Nothing is lost. Please open this page again in a moment.</p>
    </>
  );
}
