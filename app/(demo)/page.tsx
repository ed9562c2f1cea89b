import { currentSession } from "../current-session";
import { CardForm } from "./_components/card-form";
import { SignedCard } from "./_components/signed-card";
import { YourCards } from "./_components/your-cards";
import { startCardForm } from "./actions";

export default async function StartPage() {
  const session = await currentSession();
  return (
    <>
      <section className="grid items-start gap-8 lg:grid-cols-[1fr_1.25fr] lg:gap-14">
        <div className="lg:pt-8">
          <h1 className="text-4xl sm:text-5xl lg:text-6xl">One card, signed by everybody</h1>
          <p className="mt-4 max-w-prose text-lg text-muted sm:text-xl">
            Choose a cover, say who it is for, and send the link around. No account needed to begin.
          </p>
          <SignedCard />
        </div>
        <CardForm startCard={startCardForm} />
      </section>
      <YourCards session={session} />
    </>
  );
}
