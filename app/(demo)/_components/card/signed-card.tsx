import { Cover } from "../cover/cover";

/** A picture of a finished card: its cover, and what people wrote inside. */
export function SignedCard() {
  return (
    <div aria-hidden className="relative mt-12 hidden h-72 select-none lg:block">
      <div className="sheet absolute top-6 left-36 w-68 rotate-6 py-5 pr-4 pl-14 whitespace-nowrap hand text-2xl leading-8">
        <p>All the best to you!</p>
        <p className="mt-1 rotate-2 text-accent">Grace</p>
        <p className="ml-16 -rotate-3 text-success">hugs, Linus</p>
        <p className="ml-4 rotate-1 text-muted">Cake at four? Mary</p>
        <p className="ml-24 -rotate-2 text-accent">Tim</p>
      </div>
      <div className="sheet absolute top-0 left-2 w-44 -rotate-6 overflow-hidden">
        <Cover occasion="birthday" className="aspect-square w-full" />
        <p className="px-4 py-3 text-center font-display font-semibold text-lg leading-tight">
          Happy birthday, dear Ada
        </p>
      </div>
    </div>
  );
}
