/** In place of a page that needs the database while that is unavailable. */
export function Unavailable() {
  return (
    <>
      <h1 className="text-3xl">This page isn't available right now</h1>
      <p role="status">Nothing is lost. Please try again in a moment.</p>
    </>
  );
}
