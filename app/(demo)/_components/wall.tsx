import type { Signature } from "../_lib/cards";

export function Wall({ signatures }: { signatures: Signature[] }) {
  return (
    <section aria-labelledby="wall">
      <h2 id="wall" className="mb-4 text-2xl">
        {signatures.length === 1 ? "1 signature" : `${signatures.length} signatures`}
      </h2>
      {signatures.length === 0 ? (
        <p className="rounded-2xl border-2 border-line border-dashed px-6 py-8 text-center text-lg text-muted">
          Still blank inside. Be the first to write something.
        </p>
      ) : (
        <ul className="gap-4 sm:columns-2">
          {signatures.map((signature) => (
            <li key={signature.id} className="sheet mb-4 break-inside-avoid p-5">
              <p dir="auto" className="whitespace-pre-wrap font-display text-lg leading-normal">
                {signature.message}
              </p>
              <p dir="auto" className="mt-2 font-hand text-3xl text-accent leading-tight">
                {signature.name}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
