/** What Next sends a browser for nothing at all. */
export default function EmptyPage() {
  return <p>Nothing</p>;
}
